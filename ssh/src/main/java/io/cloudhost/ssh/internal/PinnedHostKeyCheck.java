package io.cloudhost.ssh.internal;

import java.security.PublicKey;

/** Knows a server by the fingerprint of its key. */
final class PinnedHostKeyCheck extends HostKeyCheck {

    private final String setting;
    private final String pinned;

    /**
     * Creates a check.
     *
     * @param setting the name of the setting that has the fingerprint
     */
    PinnedHostKeyCheck(SshAddress server, String setting, String pinned) {
        super(server);
        this.setting = setting;
        this.pinned = pinned;
    }

    @Override
    void check(SshAddress server, PublicKey key) {
        String offered = Fingerprint.of(key);
        if (!offered.equals(pinned)) {
            throw refusal(
                    server,
                    key,
                    "but " + setting + " is " + pinned + ", which may be that of a key of another type" + CHANGED,
                    COMPARE + "; if they are equal: " + setting + " = \"" + offered + "\"");
        }
    }
}
