package io.cloudhost.ssh.internal;

import java.util.regex.Pattern;

/**
 * Hold what the settings say of a server's key, where they do not leave it to the files of known hosts.
 *
 * @param text a fingerprint, or {@value #ANY}
 */
public record HostKeySetting(String text) {

    /** The word that trusts every server. */
    public static final String ANY = "any";
    /** How such a setting is written. */
    public static final String FORM = "SHA256:fingerprint, or " + ANY;

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    /**
     * Read a setting.
     *
     * @param text what the user wrote
     * @return what it means
     * @throws IllegalArgumentException when it is neither
     */
    public static HostKeySetting parse(String text) {
        String stripped = text.strip();
        String unpadded = stripped.endsWith("=") ? stripped.substring(0, stripped.length() - 1) : stripped;
        if (!unpadded.equals(ANY) && !FINGERPRINT.matcher(unpadded).matches()) {
            throw new IllegalArgumentException(
                    "neither a fingerprint as ssh-keygen -l shows it (SHA256: and 43 characters)" + " nor " + ANY
                            + ", which trusts every server");
        }
        return new HostKeySetting(unpadded);
    }

    /**
     * Make the check that does what the setting says.
     *
     * @param server where the server is
     * @param setting the name of the setting
     * @param danger what whoever answers in the server's place may do, if nothing is checked; goes on with "whoever answers
     *     in its place"
     * @return the check
     */
    public HostKeyCheck checkFor(SshAddress server, String setting, String danger) {
        return text.equals(ANY)
                ? new AnyHostKey(server, setting, danger)
                : new PinnedHostKeyCheck(server, setting, text);
    }
}
