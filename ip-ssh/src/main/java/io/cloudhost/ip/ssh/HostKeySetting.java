package io.cloudhost.ip.ssh;

import java.util.regex.Pattern;

/**
 * What the settings say of a server's key, where they do not leave it to the files of known hosts.
 *
 * @param text a fingerprint, or {@value #ANY}
 */
record HostKeySetting(String text) {

    static final String ANY = "any";
    static final String FORM = "SHA256:fingerprint, or " + ANY;

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    static HostKeySetting parse(String text) {
        String stripped = text.strip();
        String unpadded = stripped.endsWith("=") ? stripped.substring(0, stripped.length() - 1) : stripped;
        if (!unpadded.equals(ANY) && !FINGERPRINT.matcher(unpadded).matches()) {
            throw new IllegalArgumentException(
                    "neither a fingerprint as ssh-keygen -l shows it (SHA256: and 43 characters)" + " nor " + ANY
                            + ", which trusts every server");
        }
        return new HostKeySetting(unpadded);
    }

    HostKeyCheck checkFor(SshUrl url, String setting) {
        return text.equals(ANY) ? new AnyHostKey(url, setting) : new PinnedHostKeyCheck(url, setting, text);
    }
}
