package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.Output;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.AskingIpLookupStrategyContract;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SshIpLookupStrategyContractTest extends AskingIpLookupStrategyContract {

    private static final KeyPair HOST_KEY = TestKeys.ecdsa();

    @TempDir
    private Path folder;

    @RegisterExtension
    private final Output output = new Output();

    private LoopbackSshServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackSshServer(HOST_KEY);
        server.letIn("user", "S3CRET");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
    }

    @AfterEach
    void secretIsNotLogged() {
        assertThat(output.text()).doesNotContain("S3CRET");
    }

    @Override
    protected IpLookupStrategyProvider provider() {
        return new SshIpLookupStrategyProvider();
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) throws IOException {
        server.reply("198.51.100.7\n", "", 0);
        return InetAddress.getByName("198.51.100.7");
    }

    @Override
    protected void arrangeNoAddress(IpLookupRequest host) {
        server.reply("", "", 1);
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        return server.fallSilent();
    }

    @Override
    protected String section() throws IOException {
        Path knownHosts = folder.resolve("known_hosts");
        Files.writeString(knownHosts, "[127.0.0.1]:" + server.port() + " " + TestKeys.line(HOST_KEY) + "\n");
        return """
                url = "ssh://user:S3CRET@127.0.0.1:%d"
                command = "grep {0} leases"
                knownHosts = "%s\"""".formatted(server.port(), knownHosts);
    }

    @Override
    protected List<String> secrets() {
        return List.of("S3CRET");
    }
}
