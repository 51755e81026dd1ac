package io.cloudhost.ip.dns;

import static io.cloudhost.ip.dns.Looks.HOST;
import static io.cloudhost.ip.dns.Looks.asked;
import static io.cloudhost.ip.dns.Looks.failsForGood;
import static io.cloudhost.ip.dns.Looks.failsForNow;
import static io.cloudhost.ip.dns.Looks.look;
import static io.cloudhost.ip.dns.Looks.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Servers that fail, lie or are not there. */
class MisbehavingServerTest {

    private static final String QUICKLY = "queryTimeout = 300ms";
    private static final String OVER_TCP = "tcp = true";

    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = LoopbackDnsServer.start().add("base-4f2a.example. A 198.51.100.7");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "SERVFAIL, the server failed (SERVFAIL)",
        "NOTZONE, the server answered NOTZONE",
    })
    void failingServerMayRecover(String rcode, String reason) throws InterruptedException {
        server.failWith(Rcode.value(rcode));

        failsForNow(section(server, ""), asked(server, reason));
        failsForNow(section(server, OVER_TCP), asked(server, reason));
        server.recover();
        assertThat(look(server)).contains("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, the server refuses to answer (REFUSED)",
        "FORMERR, the server does not understand the question (FORMERR)",
        "NOTIMP, the server answers no such question (NOTIMP)",
        "NOTAUTH, the server does not accept the question (NOTAUTH)",
    })
    void serverThatWantsNothingOfUsNeverWill(String rcode, String reason) {
        server.failWith(Rcode.value(rcode));

        failsForGood(section(server, ""), asked(server, reason));
        failsForGood(section(server, OVER_TCP), asked(server, reason));
    }

    @Test
    void serverNeedNotRepeatTheQuestionThatItDoesNotUnderstand() {
        server.failTerselyWith(Rcode.FORMERR);

        failsForGood(section(server, ""), asked(server, "the server does not understand the question (FORMERR)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OVER_TCP})
    void silentServerMayAnswerLater(String transport) throws InterruptedException {
        CountDownLatch wasAsked = server.fallSilent();

        failsForNow(section(server, QUICKLY + "\n" + transport), asked(server, "no answer within 300 ms"));
        assertThat(wasAsked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Stream.concat(server.questions().stream(), server.questionsOverTcp().stream()))
                .as("each question is asked once: the engine asks again")
                .doesNotHaveDuplicates();
        server.recover();
        assertThat(look(server, transport)).contains("198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OVER_TCP})
    void answerThatIsTooLateIsNotTakenForTheNextOne(String transport) throws InterruptedException {
        try (var strategy = Looks.strategy(section(server, transport))) {
            CountDownLatch mayAnswer = server.hesitate();
            assertThatThrownBy(() -> strategy.lookup(HOST.withRemaining(Duration.ofMillis(300))))
                    .hasMessage(asked(server, "no answer within 300 ms"));
            mayAnswer.countDown();

            assertThat(strategy.lookup(HOST).map(InetAddress::getHostAddress)).contains("198.51.100.7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OVER_TCP})
    void garbageMayBeFollowedBySense(String transport) throws InterruptedException {
        server.answerTooLittle();
        failsForNow(section(server, transport), asked(server, "what came back is too short for an answer"));

        server.answerGarbage();
        failsForNow(
                section(server, transport), asked(server, "what came back cannot be read as an answer: end of input"));

        server.recover();
        assertThat(look(server, transport)).contains("198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OVER_TCP})
    void answerToAnotherQuestionIsNotTaken(String transport) throws InterruptedException {
        server.answerAnotherQuestion();

        failsForNow(section(server, transport), asked(server, "what came back is the answer to another question"));
        server.recover();
        assertThat(look(server, transport)).contains("198.51.100.7");
    }

    @Test
    void answerThatDoesNotFitIsAskedForOverTcp() throws InterruptedException {
        server.answerOnlyOverTcp();

        assertThat(look(server, "family = ipv4")).contains("198.51.100.7");
        assertThat(server.questions()).containsExactly("base-4f2a.example. A");
        assertThat(server.questionsOverTcp()).containsExactly("base-4f2a.example. A");
    }

    @Test
    void serverThatClosesTheConnectionMayNotDoSoNextTime() throws InterruptedException {
        server.breakOffAnswers();

        failsForNow(
                section(server, OVER_TCP),
                asked(server, "the server closed the connection before its answer was complete"));
        server.recover();
        assertThat(look(server, OVER_TCP)).contains("198.51.100.7");
    }

    @Test
    void answerThatStopsHalfwayDoesNotSpoilTheNextOne() throws InterruptedException {
        try (var strategy = Looks.strategy(section(server, OVER_TCP))) {
            server.stopInAnswers();
            assertThatThrownBy(() -> strategy.lookup(HOST.withRemaining(Duration.ofMillis(300))))
                    .hasMessage(asked(server, "no answer within 300 ms"));
            server.recover();

            assertThat(strategy.lookup(HOST).map(InetAddress::getHostAddress)).contains("198.51.100.7");
        }
    }

    @Test
    void closedPortMayOpen() throws IOException {
        int closed;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        failsForNow(
                "hostname = \"{name}.example\", family = ipv4, server = \"127.0.0.1:" + closed + "\"",
                "asked 127.0.0.1:" + closed + " for base-4f2a.example A: nothing listens there");
    }

    @Test
    void closedPortMayOpenOverTcp() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        failsForNow(
                "hostname = \"{name}.example\", family = ipv4, tcp = true, server = \"127.0.0.1:" + closed + "\"",
                "asked 127.0.0.1:" + closed + " for base-4f2a.example A: nothing listens there");
    }
}
