package io.cloudhost.ssh;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.testkit.TestSettings;

/** Makes shells in machines that are servers on this computer. */
final class TestShells {

    private static final SshGuestShellProvider PROVIDER = new SshGuestShellProvider();

    private TestShells() {}

    /** Makes one for a new machine, as the user who has the password. */
    static GuestShell to(LoopbackSshServer server, String more) {
        return create("user = user, password = S3CRET\n" + more, new Endpoint(server.port(), true));
    }

    static GuestShell create(String section, GuestEndpoint endpoint) {
        return PROVIDER.create(TestSettings.forGuestShell(PROVIDER, section), endpoint);
    }

    /** A machine whose server can be replaced. */
    static final class Endpoint implements GuestEndpoint {

        private final boolean isNew;
        private volatile int port;

        Endpoint(int port, boolean isNew) {
            this.port = port;
            this.isNew = isNew;
        }

        void moveTo(LoopbackSshServer server) {
            port = server.port();
        }

        @Override
        public String hostName() {
            return "127.0.0.1";
        }

        @Override
        public int port(int guestPort) {
            return port;
        }

        @Override
        public boolean isNew() {
            return isNew;
        }
    }
}
