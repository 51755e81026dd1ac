package io.cloudhost.ssh;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.testkit.FakeEndpoint;
import io.cloudhost.testkit.TestSettings;

/** Makes shells in machines that are servers on this computer. */
final class TestShells {

    private static final SshGuestShellProvider PROVIDER = new SshGuestShellProvider();

    private TestShells() {}

    /** Makes one for a new machine, as the user who has the password. */
    static GuestShell to(LoopbackSshServer server, String more) {
        return create("user = user, password = S3CRET\n" + more, FakeEndpoint.onLoopback(server.port()));
    }

    static GuestShell create(String section, GuestEndpoint endpoint) {
        return PROVIDER.create(TestSettings.forGuestShell(PROVIDER, section), endpoint);
    }
}
