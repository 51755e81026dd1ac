package io.cloudhost.ssh.internal;

/** Signal that a server lets a user in with none of the credentials; for good, unless the server is still being set up. */
public final class LoginRefusedException extends SshFailureException {

    private final SshServer server;

    LoginRefusedException(SshServer server, Throwable cause) {
        super(
                "the SSH server " + server + " refuses to let in the user \"" + server.user() + "\". Tried: "
                        + server.credentials(),
                true,
                cause);
        this.server = server;
    }

    /**
     * Return who refused.
     *
     * @return the server that it was to be logged in to, which may be the one on the way
     */
    public SshServer server() {
        return server;
    }
}
