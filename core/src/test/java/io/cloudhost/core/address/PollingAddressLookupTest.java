package io.cloudhost.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.InlineThread;
import io.cloudhost.core.IpNotFoundException;
import io.cloudhost.core.LookupEvidence;
import io.cloudhost.core.ManualClock;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingAddressLookupTest {

    private static final IpLookupRequest HOST = new IpLookupRequest(
            "host", "host-1", new UUID(0, 1), Optional.of(new MacAddress("52:54:00:12:34:56")), Duration.ofDays(1));

    private final ManualClock clock = new ManualClock();

    @Test
    void anAddressThatIsThereIsFoundAtOnce() throws Exception {
        try (var lookup = lookup(source("SSH", 30, request -> address("198.51.100.7")))) {
            assertThat(lookup.find(HOST, HostWatch.NONE))
                    .isEqualTo(new FoundAddress(InetAddress.getByName("198.51.100.7"), "SSH"));
        }
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void theLastLookHappensWhenTheTimeIsOver() throws Exception {
        List<Duration> asked = new ArrayList<>();
        try (var lookup = lookup(source("SSH", 2, request -> {
            asked.add(clock.since(Instant.EPOCH));
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class).isThrownBy(() -> lookup.find(HOST, HostWatch.NONE));
        }
        assertThat(asked).last().isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theLastLookHappensThoughTheSleepBeforeItEndedLate() throws Exception {
        ManualClock late = new ManualClock(Duration.ofMillis(1));
        Answers answers = new Answers(1, "198.51.100.7");
        try (var lookup = lookup(late, new AddressSource("SSH", answers, Duration.ofMillis(100)))) {
            assertThat(lookup.find(HOST, HostWatch.NONE).strategy()).isEqualTo("SSH");
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
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
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
            assertThatExceptionOfType(IpNotFoundException.class).isThrownBy(() -> lookup.find(HOST, HostWatch.NONE));
        }
        assertThat(remaining)
                .extracting(Duration::toMillis)
                .hasSize(21)
                .startsWith(2000L, 1900L, 1800L)
                .endsWith(1100L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L);
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
                    return asked.size() < 4 ? Optional.empty() : address("198.51.100.9");
                }))) {
            assertThat(lookup.find(HOST, HostWatch.NONE).strategy()).isEqualTo("second");
        }
        assertThat(asked).containsExactly("first", "second", "third", "first", "second", "third");
    }

    @Test
    void aStrategyWhoseTimeIsOverIsNotAskedAnyMoreWhileTheOthersAre() throws Exception {
        Answers brief = new Answers(Integer.MAX_VALUE, "");
        Answers patient = new Answers(12, "198.51.100.9");
        try (var lookup = lookup(source("brief", 1, brief), source("patient", 60, patient))) {
            assertThat(lookup.find(HOST, HostWatch.NONE).strategy()).isEqualTo("patient");
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
            assertThat(lookup.find(HOST, HostWatch.NONE).address()).isEqualTo(InetAddress.getByName("198.51.100.7"));
        }
    }

    @Test
    void aPermanentFailureEndsTheLookupAtOnceWhereNobodyElseIsLeft() throws Exception {
        IpLookupException refused = IpLookupException.permanentFailure("login refused by dhcp-box", null);
        try (var lookup = lookup(source("SSH", 30, request -> {
            throw refused;
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
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
            assertThat(lookup.find(HOST, HostWatch.NONE).strategy()).isEqualTo("DNS");
        }
        assertThat(failing.asked).isEqualTo(1);
    }

    @Test
    void anExceptionThatTheContractDoesNotKnowCountsAsPermanent() throws Exception {
        try (var lookup = lookup(source("SSH", 30, request -> {
            throw new IllegalStateException("a bug");
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
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
                    .isThrownBy(() -> lookup.find(noMac, HostWatch.NONE))
                    .withMessage(
                            "no address found for host-1. SSH: asked 11 times, last answer after 1.0 s: no address yet;"
                                    + " DNS: asked 21 times, last answer after 2.0 s: 10.0.0.1:53 does not answer")
                    .satisfies(e -> assertThat(e.evidence())
                            .extracting(LookupEvidence::strategy)
                            .containsExactly("SSH", "DNS"));
        }
    }

    @Test
    void theEvidenceIsInTheOrderOfTheLastAnswersAndSaysWhatWasAsked() throws Exception {
        IpLookupStrategy talkative = new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return Optional.empty();
            }

            @Override
            public String question(IpLookupRequest request) {
                return "user@dhcp-box:22: grep " + request.mac().orElseThrow() + " leases";
            }
        };
        try (var lookup = lookup(source("SSH", 3, talkative), source("DNS", 2, request -> Optional.empty()))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessage(
                            "no address found for host-1 with MAC 52:54:00:12:34:56. DNS: asked 21 times, last answer"
                                    + " after 2.0 s: no address yet; SSH (user@dhcp-box:22: grep 52:54:00:12:34:56 leases): asked"
                                    + " 31 times, last answer after 3.0 s: no address yet")
                    .satisfies(
                            e -> assertThat(new HostSetupException("host", SetupPhase.ADDRESS, "", e).addressEvidence())
                                    .isEqualTo(e.evidence())
                                    .extracting(LookupEvidence::question)
                                    .containsExactly("", "user@dhcp-box:22: grep 52:54:00:12:34:56 leases"));
        }
    }

    @Test
    void aStrategyThatCannotSayWhatItAsksIsAskedAllTheSame() throws Exception {
        IpLookupStrategy speechless = new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return address("198.51.100.7");
            }

            @Override
            public String question(IpLookupRequest request) {
                throw new IllegalStateException("a bug");
            }
        };
        try (var lookup = lookup(source("SSH", 3, speechless))) {
            assertThat(lookup.find(HOST, HostWatch.NONE).strategy()).isEqualTo("SSH");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, a loopback address",
        "::1, a loopback address",
        "169.254.7.7, a link-local address",
        "fe80::5054:ff:fe12:3456, a link-local address",
        "0.0.0.0, the unspecified address",
        "::, the unspecified address",
        "224.0.0.251, a multicast address",
        "ff02::1, a multicast address",
        "255.255.255.255, the broadcast address"
    })
    void anAddressThatNobodyCanReachIsNoAnswer(String literal, String what) throws Exception {
        try (var lookup = lookup(source("SSH", 1, request -> address(literal)))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessageEndingWith(
                            "SSH: asked 11 times, last answer after 1.0 s: " + literal + ", which is " + what);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IPV4, 2001:db8::7, 198.51.100.7, 'not an IPv4 address'",
        "IPV6, 198.51.100.7, 2001:db8::7, 'not an IPv6 address'"
    })
    void anAddressOfTheOtherFamilyIsNoAnswer(AddressFamily family, String other, String wanted, String objection)
            throws Exception {
        List<AddressFamily> told = new ArrayList<>();
        AddressSource wrong = source("wrong", 1, request -> {
            told.add(request.family());
            return address(other);
        });
        Answers right = new Answers(3, wanted);
        try (var lookup = lookup(family, Duration.ofDays(1), wrong, source("right", 1, right))) {
            assertThat(lookup.find(HOST, HostWatch.NONE).address()).isEqualTo(InetAddress.getByName(wanted));
        }
        assertThat(told).hasSize(4).containsOnly(family);
        try (var lookup = lookup(family, Duration.ofDays(1), wrong)) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessageEndingWith(", which is " + objection);
        }
    }

    @Test
    void allStrategiesTogetherHaveNoMoreTimeThanTheLookup() throws Exception {
        try (var lookup = lookup(
                AddressFamily.ANY,
                Duration.ofSeconds(3),
                source("SSH", 60, request -> Optional.empty()),
                source("DNS", 2, request -> Optional.empty()))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessageContaining("SSH: asked 31 times, last answer after 3.0 s")
                    .withMessageContaining("DNS: asked 21 times, last answer after 2.0 s");
        }
    }

    @Test
    void aHostThatHasEndedIsNotWaitedFor() throws Exception {
        Watch watch = new Watch();
        try (var lookup = lookup(source("SSH", 60, request -> {
            if (clock.since(Instant.EPOCH).compareTo(Duration.ofSeconds(5)) >= 0) {
                watch.event.complete("was destroyed");
            }
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, watch))
                    .withMessage(
                            "no address found for host-1 with MAC 52:54:00:12:34:56: it was destroyed. SSH: asked 51"
                                    + " times, last answer after 5.0 s: no address yet");
        }
    }

    @Test
    void anEndThatNoEventTellsIsSeenWithinASecond() throws Exception {
        Watch watch = new Watch();
        try (var lookup = lookup(source("SSH", 60, request -> {
            if (clock.since(Instant.EPOCH).compareTo(Duration.ofSeconds(5)) > 0) {
                watch.seen = Optional.of("is shut off");
            }
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, watch))
                    .withMessageContaining(": it is shut off. SSH: asked 61 times, last answer after 6.0 s");
        }
        assertThat(watch.looks).isEqualTo(7);
    }

    @Test
    void aHostThatHasEndedBeforeIsNotAskedFor() throws Exception {
        Watch watch = new Watch();
        watch.event.complete("has crashed");
        try (var lookup = lookup(source("SSH", 60, request -> address("198.51.100.7")))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, watch))
                    .withMessageContaining(": it has crashed. ");
        }
    }

    @Test
    void aWatchThatFailsIsInNobodysWay() throws Exception {
        HostWatch failing = new HostWatch() {
            @Override
            public CompletionStage<String> end() {
                return new CompletableFuture<>();
            }

            @Override
            public Optional<String> look() {
                throw new CloudHostException("no connection");
            }
        };
        try (var lookup = lookup(source("SSH", 60, new Answers(40, "198.51.100.7")))) {
            assertThat(lookup.find(HOST, failing).strategy()).isEqualTo("SSH");
        }
    }

    @Test
    void theCauseIsTheFailureThatCameLast() throws Exception {
        IpLookupException early = IpLookupException.permanentFailure("early", null);
        IpLookupException late = IpLookupException.transientFailure("late", null);
        AddressSource first = source("first", 1, request -> {
            throw late;
        });
        AddressSource second = source("second", 1, request -> {
            throw early;
        });
        try (var lookup = lookup(first, second)) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withCause(late);
        }
    }

    @Test
    void anErrorOfAStrategyIsToldAtOnce() throws Exception {
        AssertionError bug = new AssertionError("a bug");
        try (var lookup = lookup(source("SSH", 60, request -> {
            throw bug;
        }))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessageEndingWith("SSH: asked once, last answer after 0.0 s: failed unexpectedly:"
                            + " java.lang.AssertionError: a bug")
                    .withCause(bug);
        }
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void anAnswerIsBelievedWhenItHasStoodForLongEnough() throws Exception {
        IpLookupStrategy changing = request -> {
            Duration now = clock.since(Instant.EPOCH);
            if (now.compareTo(Duration.ofSeconds(2)) < 0) {
                return address("198.51.100.7");
            }
            return now.compareTo(Duration.ofSeconds(3)) < 0 ? Optional.empty() : address("198.51.100.8");
        };
        try (var lookup = stable(3, source("SSH", 60, changing))) {
            assertThat(lookup.find(HOST, HostWatch.NONE).address()).isEqualTo(InetAddress.getByName("198.51.100.8"));
        }
        assertThat(clock.since(Instant.EPOCH)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void anAnswerThatDoesNotStandForLongEnoughIsShown() throws Exception {
        try (var lookup = stable(3, source("SSH", 2, request -> address("198.51.100.7")))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessageEndingWith("last answer after 2.0 s: 198.51.100.7, not for long enough to be believed");
        }
    }

    @Test
    void theAddressesThatEveryHostGetsAreKnownBefore() throws Exception {
        InetAddress fixed = InetAddress.getByName("203.0.113.10");
        IpLookupStrategy alike = new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return Optional.of(fixed);
            }

            @Override
            public Optional<InetAddress> fixedAddress() {
                return Optional.of(fixed);
            }
        };
        try (var lookup = lookup(source("SSH", 1, request -> Optional.empty()), source("static", 1, alike))) {
            assertThat(lookup.fixedAddresses()).containsExactly(fixed);
        }
    }

    @Test
    void anInterruptEndsTheLookup() throws Exception {
        try (var lookup = lookup(source("SSH", 30, request -> {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }))) {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lookup.find(HOST, HostWatch.NONE));
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
        return lookup(clock, sources);
    }

    private PollingAddressLookup lookup(AddressFamily family, Duration limit, AddressSource... sources) {
        return new PollingAddressLookup(
                List.of(sources), new LookupTerms(family, limit, Duration.ZERO), clock, name -> new InlineThread());
    }

    private PollingAddressLookup stable(int seconds, AddressSource... sources) {
        LookupTerms terms = new LookupTerms(AddressFamily.ANY, Duration.ofDays(1), Duration.ofSeconds(seconds));
        return new PollingAddressLookup(List.of(sources), terms, clock, name -> new InlineThread());
    }

    /** All that is asked is asked on the test's own thread. */
    private static PollingAddressLookup lookup(ManualClock clock, AddressSource... sources) {
        return new PollingAddressLookup(
                List.of(sources),
                new LookupTerms(AddressFamily.ANY, Duration.ofDays(1), Duration.ZERO),
                clock,
                name -> new InlineThread());
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

    /** Tells what the test lets it know. */
    private static final class Watch implements HostWatch {

        private final CompletableFuture<String> event = new CompletableFuture<>();
        private Optional<String> seen = Optional.empty();
        private int looks;

        @Override
        public CompletionStage<String> end() {
            return event;
        }

        @Override
        public Optional<String> look() {
            looks++;
            return seen;
        }
    }
}
