package io.cloudhost.ssh;

import io.cloudhost.ssh.internal.HostKeySetting;
import java.util.Optional;

/**
 * What the settings say of a machine's host key.
 *
 * @param given what it is; empty where the first one that the machine shows is to be the only one
 */
record GuestHostKey(Optional<HostKeySetting> given) {

    static final String FIRST = "first";
    static final String FORM = FIRST + ", " + HostKeySetting.FORM;

    static GuestHostKey parse(String text) {
        if (text.strip().equals(FIRST)) {
            return new GuestHostKey(Optional.empty());
        }
        try {
            return new GuestHostKey(Optional.of(HostKeySetting.parse(text)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not '" + FIRST + "', and " + e.getMessage(), e);
        }
    }
}
