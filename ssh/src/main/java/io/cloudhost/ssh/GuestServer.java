package io.cloudhost.ssh;

import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.ssh.internal.Credentials;
import io.cloudhost.ssh.internal.HostKeyCheck;
import io.cloudhost.ssh.internal.SshAddress;
import io.cloudhost.ssh.internal.SshServer;
import java.util.Optional;
import java.util.function.Function;

/**
 * The machine's SSH server, wherever the machine is.
 *
 * @param endpoint where the machine is
 * @param port the port that the server listens on, in the machine
 * @param user whom to log in as
 * @param credentials what to log in with
 * @param hostKey makes the check for one connection
 * @param jump the server on the way
 */
record GuestServer(
        GuestEndpoint endpoint,
        int port,
        String user,
        Credentials credentials,
        Function<SshAddress, HostKeyCheck> hostKey,
        Optional<SshServer> jump) {

    /** Throws IllegalStateException while the machine has no address. */
    SshServer now() {
        SshAddress address = new SshAddress(endpoint.hostName(), endpoint.port(port));
        return new SshServer(address, user, credentials, hostKey.apply(address));
    }
}
