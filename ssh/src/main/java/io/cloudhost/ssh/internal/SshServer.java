package io.cloudhost.ssh.internal;

/**
 * Name a server, how to log in there, and how to know it.
 *
 * @param address where it is
 * @param user whom to log in as
 * @param credentials what to log in with
 * @param hostKey how to know it
 */
public record SshServer(SshAddress address, String user, Credentials credentials, HostKeyCheck hostKey) {

    /**
     * Name the account; without any secret.
     *
     * @return e.g. {@code user@box:22}
     */
    public String account() {
        return user + "@" + address;
    }

    /** Name the server; without any secret. */
    @Override
    public String toString() {
        return address.toString();
    }
}
