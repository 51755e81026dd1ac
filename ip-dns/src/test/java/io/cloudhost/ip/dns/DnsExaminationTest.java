package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.testkit.RecordedExamination;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class DnsExaminationTest {

    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = LoopbackDnsServer.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void aServerThatKnowsNoSuchNameHasAnswered() throws InterruptedException {
        assertThat(examine(server.address()))
                .containsExactly("good DNS: base-4f2a.example A, base-4f2a.example AAAA at " + server.address()
                        + ": answered, and no such machine is known yet");
    }

    @Test
    void anAddressIsAnAnswer() throws InterruptedException {
        server.add("base-4f2a.example. A 198.51.100.7");

        assertThat(examine(server.address()))
                .containsExactly("good DNS: base-4f2a.example A, base-4f2a.example AAAA at " + server.address()
                        + ": 198.51.100.7");
    }

    @Test
    void aServerThatRefusesIsBad() throws InterruptedException {
        server.failWith(Rcode.REFUSED);

        assertThat(examine(server.address()))
                .containsExactly("bad DNS: " + Looks.asked(server, "the server refuses to answer (REFUSED)")
                        + " -> Check that the server runs, is reached from here on its port, and serves this domain, or"
                        + " correct my_host.DNS (test.conf:1)");
    }

    @Test
    void aServerThatIsNotThereIsBad() throws Exception {
        String address = server.address();
        server.stop();

        assertThat(examine(address))
                .singleElement()
                .asString()
                .startsWith("bad DNS: asked " + address + " for base-4f2a.example A");
    }

    @Test
    void aServerThatIsNotThereIsDoubtfulWhereAnotherOneAnswers() throws Exception {
        LoopbackDnsServer other = LoopbackDnsServer.start();
        try {
            String gone = server.address();
            server.stop();

            List<String> lines = examine(gone + "\", \"" + other.address());

            assertThat(lines).hasSize(2);
            assertThat(lines.get(0))
                    .startsWith("doubtful DNS: asked " + gone + " for base-4f2a.example A")
                    .contains("; another server answers -> Check that the server runs");
            assertThat(lines.get(1))
                    .isEqualTo("good DNS: base-4f2a.example A, base-4f2a.example AAAA at " + other.address()
                            + ": answered, and no such machine is known yet");
        } finally {
            other.stop();
        }
    }

    private static List<String> examine(String address) throws InterruptedException {
        DnsIpLookupStrategyProvider provider = new DnsIpLookupStrategyProvider();
        RecordedExamination examination = new RecordedExamination();
        provider.examine(
                TestSettings.forStrategy(
                        provider, "hostname = \"{name}.example\", server = [\"" + address + "\"], queryTimeout = 2s"),
                Looks.HOST,
                examination);
        return examination.lines();
    }
}
