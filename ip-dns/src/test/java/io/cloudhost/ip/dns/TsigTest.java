package io.cloudhost.ip.dns;

import static io.cloudhost.ip.dns.Looks.asked;
import static io.cloudhost.ip.dns.Looks.failsForGood;
import static io.cloudhost.ip.dns.Looks.failsForNow;
import static io.cloudhost.ip.dns.Looks.look;
import static io.cloudhost.ip.dns.Looks.section;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** Questions and answers that are signed. */
class TsigTest {

    private static final String SECRET = "YSB2ZXJ5IHNlY3JldCBzZWNyZXQgb2YgdGhlIHRlc3Q=";
    private static final String OTHER_SECRET = "YW5vdGhlciBzZWNyZXQ=";
    private static final String SIGNED =
            "tsigKey = tests.example, tsigAlgorithm = hmac-sha512, tsigSecret = \"" + SECRET + "\"";

    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = LoopbackDnsServer.start().add("base-4f2a.example. A 198.51.100.7");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void serverThatKnowsTheKeyAnswers() throws InterruptedException {
        server.know(key("tests.example.", SECRET));

        assertThat(look(server, SIGNED)).contains("198.51.100.7");
        assertThat(look(server, SIGNED + ", tcp = true")).contains("198.51.100.7");
        assertThat(look(server, "hostname = \"{name}.nowhere\"\n" + SIGNED)).isEmpty();
    }

    @Test
    void answerThatDoesNotFitIsSignedToo() throws InterruptedException {
        server.know(key("tests.example.", SECRET));
        server.answerOnlyOverTcp();

        assertThat(look(server, SIGNED)).contains("198.51.100.7");
    }

    @Test
    void serverWithAnotherSecretNeverAnswers() {
        server.know(key("tests.example.", OTHER_SECRET));

        failsForGood(
                section(server, SIGNED),
                asked(
                        server,
                        "the server does not accept the TSIG key tests.example: its secret is another one (BADSIG)"));
    }

    @Test
    void serverThatDoesNotKnowTheKeyNeverAnswers() {
        server.know(key("others.example.", SECRET));

        failsForGood(
                section(server, SIGNED),
                asked(
                        server,
                        "the server does not accept the TSIG key tests.example: it knows no key of this name with this"
                                + " algorithm (BADKEY)"));
    }

    @Test
    void clockOfTheServerMayBeSet() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        server.know(new TSIG(
                TSIG.HMAC_SHA512,
                Name.fromConstantString("tests.example."),
                new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA512"),
                ahead));

        failsForNow(
                section(server, SIGNED),
                asked(
                        server,
                        "the server does not accept the TSIG key tests.example: its clock and the one of this computer"
                                + " differ too much (BADTIME)"));
    }

    @Test
    void serverThatWantsAKeyRefusesQuestionsWithoutOne() {
        server.know(key("tests.example.", SECRET));

        failsForGood(section(server, ""), asked(server, "the server refuses to answer (REFUSED)"));
    }

    @Test
    void answerWithoutSignatureIsNotBelieved() {
        failsForNow(section(server, SIGNED), asked(server, "the answer is not signed with the TSIG key tests.example"));
        failsForNow(
                section(server, SIGNED + ", hostname = \"{name}.example.\", tcp = true"),
                asked(server, "the answer is not signed with the TSIG key tests.example"));
    }

    @Test
    void denialWithoutSignatureIsNotBelieved() {
        failsForNow(
                section(server, SIGNED + ", family = ipv4\nhostname = nowhere.example"),
                "asked " + server.address()
                        + " for nowhere.example A: the answer is not signed with the TSIG key tests.example");
    }

    @Test
    void answerWithAnotherSignatureIsNotBelieved() {
        server.signWith(key("tests.example.", OTHER_SECRET));

        failsForNow(section(server, SIGNED), asked(server, "the answer is not signed with the TSIG key tests.example"));
    }

    @Test
    void nobodyHearsTheSecret() throws Exception {
        List<Logger> loggers = List.of(logger("org.xbill"), logger("io.cloudhost"));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        for (Logger logger : loggers) {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(log);
        }
        StringWriter all = new StringWriter();
        PrintWriter output = new PrintWriter(all);
        try {
            server.know(key("tests.example.", SECRET));
            look(server, SIGNED);
            server.know(key("tests.example.", OTHER_SECRET));
            catchThrowable(() -> look(server, SIGNED)).printStackTrace(output);
            catchThrowable(() -> look(server, SIGNED + ", tsigAlgorithm = x")).printStackTrace(output);
            catchThrowable(() -> look(server, SIGNED.replace(SECRET, "!" + SECRET)))
                    .printStackTrace(output);
            catchThrowable(() -> look(server, SIGNED.replace("tsigKey", "tsigkey")))
                    .printStackTrace(output);
            output.println(Looks.strategy(section(server, SIGNED)));
        } finally {
            for (Logger logger : loggers) {
                logger.setLevel(null);
                logger.setAdditive(true);
                logger.detachAppender(log);
            }
        }
        for (ILoggingEvent event : log.list) {
            output.println(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                output.println(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }

        byte[] secret = Base64.getDecoder().decode(SECRET);
        assertThat(log.list).as("the log was listened to").isNotEmpty();
        assertThat(all.toString())
                .contains("tests.example", "***")
                .doesNotContain(SECRET)
                .doesNotContain(new String(secret, US_ASCII));
        assertThat(all.toString().toLowerCase(Locale.ROOT))
                .doesNotContain(HexFormat.of().formatHex(secret).substring(0, 16))
                .doesNotContain(HexFormat.ofDelimiter(" ").formatHex(secret).substring(0, 16));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static TSIG key(String name, String secret) {
        return new TSIG(
                TSIG.HMAC_SHA512,
                Name.fromConstantString(name),
                Base64.getDecoder().decode(secret));
    }
}
