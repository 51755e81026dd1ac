package io.cloudhost.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudhost.core.ManualClock;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpNotFoundException;
import io.cloudhost.core.spi.LookupEvidence;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PollingAddressLookupTest {

    private static final IpLookupRequest HOST = new IpLookupRequest(
            "host", "host-1", new UUID(0, 1), Optional.of(new MacAddress("52:54:00:12:34:56")), Duration.ofDays(1));

    private final ManualClock clock = new ManualClock();

    @Test
    void anAddressThatIsThereIsFoundAtOnce() throws Exception {
        try (var lookup = lookup(source("SSH", 30, request -> address("198.51.100.7")))) {
            assertThat(lookup.find(HOST)).isEqualTo(new FoundAddress(InetAddress.getByName("198.51.100.7"), "SSH"));
        }
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void theIntervalGrowsFromATenthOfASecondToAWholeOne() throws Exception {
        Answers answers = new Answers(8, "198.51.100.7");
        try (var lookup = lookup(source("SSH", 30, answers))) {
            lookup.find(HOST);
        }
        assertThat(clock.sleeps())
                .extracting(Duration::toMillis)
                .containsExactly(100L, 150L, 225L, 337L, 505L, 757L, 1000L, 1000L);
    }

    @Test
    void theLastLookHappensWhenTheTimeIsOver() throws Exception {
        List<Duration> asked = new ArrayList<>();
        try (var lookup = lookup(source("SSH", 2, request -> {
            asked.add(clock.since(Instant.EPOCH));
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class).isThrownBy(() -> lookup.find(HOST));
        }
        assertThat(asked).last().isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theLastLookHappensThoughTheSleepBeforeItEndedLate() throws Exception {
        ManualClock late = new ManualClock(Duration.ofMillis(1));
        Answers answers = new Answers(1, "198.51.100.7");
        try (var lookup =
                new PollingAddressLookup(List.of(new AddressSource("SSH", answers, Duration.ofMillis(100))), late)) {
            assertThat(lookup.find(HOST).strategy()).isEqualTo("SSH");
        }
    }

    @Test
    void aLookThatEndsAfterTheTimeIsTheLastOne() throws Exception {
        Answers answers = new Answers(Integer.MAX_VALUE, "");
        try (var lookup = lookup(source("SSH", 30, request -> {
            clock.pass(Duration.ofSeconds(31));
            return answers.lookup(request);
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST))
                    .withMessage("no address found for host-1 with MAC 52:54:00:12:34:56. SSH: asked once, last answer"
                            + " after 31.0 s: no address yet");
        }
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void aStrategyIsToldHowMuchTimeIsLeftButNeverTooLittleForALook() throws Exception {
        List<Duration> remaining = new ArrayList<>();
        try (var lookup = lookup(source("SSH", 2, request -> {
            remaining.add(request.remaining());
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class).isThrownBy(() -> lookup.find(HOST));
        }
        assertThat(remaining)
                .extracting(Duration::toMillis)
                .containsExactly(2000L, 1900L, 1750L, 1525L, 1188L, 1000L, 1000L);
    }

    @Test
    void strategiesAreAskedInTheirOrderAndTheFirstAnswerCounts() throws Exception {
        List<String> asked = new ArrayList<>();
        try (var lookup = lookup(
                source("first", 30, request -> {
                    asked.add("first");
                    return Optional.empty();
                }),
                source("second", 30, request -> {
                    asked.add("second");
                    return asked.size() < 4 ? Optional.empty() : address("198.51.100.8");
                }),
                source("third", 30, request -> {
                    asked.add("third");
                    return Optional.empty();
                }))) {
            assertThat(lookup.find(HOST).strategy()).isEqualTo("second");
        }
        assertThat(asked).containsExactly("first", "second", "third", "first", "second");
    }

    @Test
    void aStrategyWhoseTimeIsOverIsNotAskedAnyMoreWhileTheOthersAre() throws Exception {
        Answers brief = new Answers(Integer.MAX_VALUE, "");
        Answers patient = new Answers(12, "198.51.100.9");
        try (var lookup = lookup(source("brief", 1, brief), source("patient", 60, patient))) {
            assertThat(lookup.find(HOST).strategy()).isEqualTo("patient");
        }
        assertThat(brief.asked).isLessThan(patient.asked);
    }

    @Test
    void aTransientFailureIsAskedAgain() throws Exception {
        Answers answers = new Answers(2, "198.51.100.7");
        try (var lookup = lookup(source("SSH", 30, request -> {
            Optional<InetAddress> address = answers.lookup(request);
            if (address.isEmpty()) {
                throw IpLookupException.transientFailure("dhcp-box does not answer", null);
            }
            return address;
        }))) {
            assertThat(lookup.find(HOST).address()).isEqualTo(InetAddress.getByName("198.51.100.7"));
        }
    }

    @Test
    void aPermanentFailureEndsTheLookupAtOnceWhereNobodyElseIsLeft() throws Exception {
        IpLookupException refused = IpLookupException.permanentFailure("login refused by dhcp-box", null);
        try (var lookup = lookup(source("SSH", 30, request -> {
            throw refused;
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST))
                    .withMessage("no address found for host-1 with MAC 52:54:00:12:34:56. SSH: asked once, last answer"
                            + " after 0.0 s: login refused by dhcp-box")
                    .withCause(refused);
        }
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void afterAPermanentFailureTheOthersAreStillAsked() throws Exception {
        Answers answers = new Answers(3, "198.51.100.7");
        Answers failing = new Answers(0, "");
        try (var lookup = lookup(
                source("SSH", 30, request -> {
                    failing.asked++;
                    throw IpLookupException.permanentFailure("no", null);
                }),
                source("DNS", 30, answers))) {
            assertThat(lookup.find(HOST).strategy()).isEqualTo("DNS");
        }
        assertThat(failing.asked).isEqualTo(1);
    }

    @Test
    void anExceptionThatTheContractDoesNotKnowCountsAsPermanent() throws Exception {
        try (var lookup = lookup(source("SSH", 30, request -> {
            throw new IllegalStateException("a bug");
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST))
                    .withMessageEndingWith("failed unexpectedly: java.lang.IllegalStateException: a bug")
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whereNobodyKnowsTheAddressTheErrorHasWhatEachOneSaidLast() throws Exception {
        IpLookupRequest noMac = new IpLookupRequest("host", "host-1", new UUID(0, 1), Optional.empty(), Duration.ZERO);
        try (var lookup = lookup(source("SSH", 1, request -> Optional.empty()), source("DNS", 2, request -> {
            throw IpLookupException.transientFailure("10.0.0.1:53 does not answer", null);
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(noMac))
                    .withMessage(
                            "no address found for host-1. SSH: asked 6 times, last answer after 1.3 s: no address yet;"
                                    + " DNS: asked 7 times, last answer after 2.0 s: 10.0.0.1:53 does not answer")
                    .satisfies(e -> assertThat(e.evidence())
                            .extracting(LookupEvidence::strategy)
                            .containsExactly("SSH", "DNS"));
        }
    }

    @Test
    void anInterruptEndsTheLookup() throws Exception {
        try (var lookup = lookup(source("SSH", 30, request -> {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lookup.find(HOST));
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aStrategyThatThrowsOnCloseDoesNotKeepTheOthersOpen() {
        Answers good = new Answers(0, "198.51.100.7");
        IpLookupStrategy bad = new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return Optional.empty();
            }

            @Override
            public void close() {
                throw new IllegalStateException("forbidden");
            }
        };

        lookup(source("bad", 30, bad), source("good", 30, good)).close();

        assertThat(good.closed).isTrue();
    }

    @Test
    void itsStrategiesAreClosedOnceHoweverOftenItIs() {
        List<String> closed = new ArrayList<>();
        IpLookupStrategy strategy = new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return Optional.empty();
            }

            @Override
            public void close() {
                closed.add("closed");
            }
        };
        PollingAddressLookup lookup = lookup(source("SSH", 30, strategy));

        lookup.close();
        lookup.close();

        assertThat(closed).hasSize(1);
    }

    @Test
    void aLookupWithoutSourcesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> lookup()).withMessage("no source to ask for an address");
    }

    private PollingAddressLookup lookup(AddressSource... sources) {
        return new PollingAddressLookup(List.of(sources), clock);
    }

    private static AddressSource source(String name, int seconds, IpLookupStrategy strategy) {
        return new AddressSource(name, strategy, Duration.ofSeconds(seconds));
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Knows nothing for some looks, and then an address. */
    private static final class Answers implements IpLookupStrategy {

        private final int inVain;
        private final String literal;
        private int asked;
        private boolean closed;

        Answers(int inVain, String literal) {
            this.inVain = inVain;
            this.literal = literal;
        }

        @Override
        public Optional<InetAddress> lookup(IpLookupRequest request) {
            asked++;
            return asked > inVain ? address(literal) : Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
