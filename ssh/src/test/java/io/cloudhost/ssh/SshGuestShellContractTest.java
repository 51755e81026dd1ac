package io.cloudhost.ssh;

import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.FakeEndpoint;
import io.cloudhost.testkit.GuestShellContract;
import java.io.IOException;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shell over SSH is a shell like any other, with a server that has SFTP. */
class SshGuestShellContractTest extends GuestShellContract {

    private static final KeyPair HOST_KEY = TestKeys.ed25519();

    private LoopbackSshServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackSshServer(HOST_KEY);
        server.letIn("user", "S3CRET");
        server.runInShell();
        server.offerSftp();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
    }

    @Override
    protected GuestShellProvider provider() {
        return new SshGuestShellProvider();
    }

    @Override
    protected GuestEndpoint machine() {
        return FakeEndpoint.onLoopback(server.port());
    }

    @Override
    protected String section() {
        return "user = user, password = S3CRET";
    }

    @Override
    protected List<String> secrets() {
        return List.of("S3CRET");
    }
}
