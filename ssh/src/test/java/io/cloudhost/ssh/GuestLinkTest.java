package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.ssh.internal.Credentials;
import io.cloudhost.ssh.internal.FirstHostKey;
import io.cloudhost.ssh.internal.Login;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.QuietLoggerFactory;
import io.cloudhost.ssh.internal.SshAddress;
import io.cloudhost.ssh.internal.SshServer;
import io.cloudhost.ssh.internal.TestKeys;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuestLinkTest {

    @Test
    void noFurtherChannelIsOpenedAfterALoss() throws IOException {
        LoopbackSshServer server = new LoopbackSshServer(TestKeys.ed25519());
        server.letIn("user", "S3CRET");
        GuestLink link = linkTo(server);
        try {
            link.connect();
            SessionFactory sessions = link.sessions();
            server.dropConnections();
            await().untilAsserted(() -> assertThat(readers(server.port())).isEmpty());

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(sessions::startSession)
                    .withMessage("Not connected")
                    .matches(link::isLost, "tells of the loss");
        } finally {
            link.end();
            server.stop();
        }
    }

    private static GuestLink linkTo(LoopbackSshServer server) {
        Config config = new DefaultConfig();
        config.setLoggerFactory(new QuietLoggerFactory());
        SshAddress address = new SshAddress("127.0.0.1", server.port());
        Credentials credentials = new Credentials(List.of(), Optional.of(new Secret("S3CRET")), Login.Source.SECTION);
        return new GuestLink(
                new SshServer(address, "user", credentials, new FirstHostKey().checkFor(address)),
                Optional.empty(),
                config);
    }

    private static List<String> readers(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("sshj-Reader.*:" + port + "\\b.*"))
                .toList();
    }
}
