package io.cloudhost.ip.dns;

import static io.cloudhost.ip.dns.Looks.HOST;
import static io.cloudhost.ip.dns.Looks.asked;
import static io.cloudhost.ip.dns.Looks.failsForGood;
import static io.cloudhost.ip.dns.Looks.failsForNow;
import static io.cloudhost.ip.dns.Looks.look;
import static io.cloudhost.ip.dns.Looks.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** What is asked, of whom, and what is made of answers of which each is in order. */
class DnsIpLookupStrategyTest {

    private LoopbackDnsServer server;
    private LoopbackDnsServer other;

    @BeforeEach
    void startServers() throws IOException {
        server = LoopbackDnsServer.start();
        other = LoopbackDnsServer.start();
    }

    @AfterEach
    void stopServers() throws Exception {
        server.stop();
        other.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "{name}.lab.example, base-4f2a.lab.example.",
        "{uuid}.lab.example, 0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01.lab.example.",
        "{label}.lab.example., nat_host.lab.example.",
        "vm-{mac-dashed}.{label}.example, vm-52-54-00-12-ab-cd.nat_host.example.",
        "{MAC-dashed}.example, 52-54-00-12-AB-CD.example.",
        "vm{mac-bare}.example, vm52540012abcd.example.",
        "vm{MAC-bare}.example, vm52540012ABCD.example.",
        "build-box, build-box."
    })
    void asksForExactlyTheNameThatTheTemplateGives(String template, String name) throws InterruptedException {
        server.add(name + " A 198.51.100.7");

        assertThat(look("hostname = \"" + template + "\", family = ipv4, server = \"" + server.address() + "\""))
                .contains("198.51.100.7");
        assertThat(server.questions()).containsExactly(name + " A");
    }

    @Test
    void prefersIpv4() throws InterruptedException {
        server.add("base-4f2a.example. AAAA 2001:db8::7").add("base-4f2a.example. A 198.51.100.7");

        assertThat(look(server)).contains("198.51.100.7");
    }

    @Test
    void takesIpv6WhereThereIsNoIpv4() throws InterruptedException {
        server.add("base-4f2a.example. AAAA 2001:db8::7");

        assertThat(look(server)).contains("2001:db8:0:0:0:0:0:7");
        assertThat(server.questions()).containsExactlyInAnyOrder("base-4f2a.example. A", "base-4f2a.example. AAAA");
    }

    @ParameterizedTest
    @CsvSource({"ipv4, A, 198.51.100.7", "IPv6, AAAA, 2001:db8:0:0:0:0:0:7"})
    void asksForOneFamilyOnlyWhereToldSo(String family, String type, String address) throws InterruptedException {
        server.add("base-4f2a.example. AAAA 2001:db8::7").add("base-4f2a.example. A 198.51.100.7");

        assertThat(look(server, "family = " + family)).contains(address);
        assertThat(server.questions()).containsExactly("base-4f2a.example. " + type);
    }

    @Test
    void addressOfAnotherFamilyIsNotThereYet() throws InterruptedException {
        server.add("base-4f2a.example. AAAA 2001:db8::7");

        assertThat(look(server, "family = ipv4")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "any, IPV4, A",
        "any, IPV6, AAAA",
        "ipv4, ANY, A",
        "ipv4, IPV4, A",
        "ipv6, ANY, AAAA",
        "ipv6, IPV6, AAAA"
    })
    void asksOnlyForTheFamilyThatIsWanted(String family, AddressFamily wanted, String type)
            throws InterruptedException {
        try (IpLookupStrategy strategy = Looks.strategy(section(server, "family = " + family))) {
            assertThat(strategy.lookup(HOST.withFamily(wanted))).isEmpty();
        }
        assertThat(server.questions()).containsExactly("base-4f2a.example. " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "ipv4, IPV6, family = ipv4 and addressFamily = ipv6 exclude each other",
        "ipv6, IPV4, family = ipv6 and addressFamily = ipv4 exclude each other"
    })
    void familiesThatExcludeEachOtherLeaveNothingToAskFor(String family, AddressFamily wanted, String message) {
        try (IpLookupStrategy strategy = Looks.strategy(section(server, "family = " + family))) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(HOST.withFamily(wanted)))
                    .withMessage(message)
                    .matches(IpLookupException::isPermanent, "permanent");
            assertThat(strategy.question(HOST.withFamily(wanted))).isEmpty();
        }
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void saysWhatItAsksOfWhom() {
        try (IpLookupStrategy strategy = Looks.strategy("""
                hostname = "{name}", searchDomains = [one.example, two.example]
                server = ["10.0.1.1", "[2001:db8::1]:5353", dns-box]""")) {
            assertThat(strategy.question(HOST.withFamily(AddressFamily.IPV4)))
                    .isEqualTo("base-4f2a.one.example A, base-4f2a.two.example A "
                            + "at 10.0.1.1:53, [2001:db8::1]:5353, dns-box:53");
        }
        try (IpLookupStrategy strategy = Looks.strategy("hostname = \"{uuid}.example\", server = \"10.0.1.1\"")) {
            assertThat(strategy.question(HOST))
                    .isEqualTo("0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01.example A, "
                            + "0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01.example AAAA at 10.0.1.1:53");
        }
    }

    @Test
    void saysNothingWhereTheHostHasNoName() {
        IpLookupRequest host =
                new IpLookupRequest("nat_host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));
        try (IpLookupStrategy strategy = Looks.strategy("hostname = \"{mac-bare}\", server = \"10.0.1.1\"")) {
            assertThat(strategy.question(host)).isEmpty();
        }
    }

    @Test
    void passesOverAddressesThatNobodyReaches() throws InterruptedException {
        server.add("base-4f2a.example. A 127.0.1.1")
                .add("base-4f2a.example. A 169.254.17.4")
                .add("base-4f2a.example. A 198.51.100.7");

        assertThat(look(server)).contains("198.51.100.7");
    }

    @Test
    void takesIpv6WhereNobodyReachesTheIpv4Address() throws InterruptedException {
        server.add("base-4f2a.example. A 127.0.1.1").add("base-4f2a.example. AAAA 2001:db8::7");

        assertThat(look(server)).contains("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void believesTheServerWhoseAddressCanBeReached() throws InterruptedException {
        server.add("base-4f2a.example. A 127.0.1.1");
        other.add("base-4f2a.example. A 198.51.100.7");

        assertThat(look("hostname = \"{name}.example\", server = [\"" + server.address() + "\", \"" + other.address()
                        + "\"]"))
                .contains("198.51.100.7");
    }

    @Test
    void addressesThatNobodyReachesAreShownAndMayPass() {
        server.add("base-4f2a.example. A 127.0.1.1")
                .add("base-4f2a.example. A 169.254.17.4")
                .add("base-4f2a.example. AAAA fe80::1");

        failsForNow(
                section(server, ""),
                "asked " + server.address() + " for base-4f2a.example A: 127.0.1.1, which is a loopback address; "
                        + "169.254.17.4, which is a link-local address; asked " + server.address()
                        + " for base-4f2a.example AAAA: fe80::1, which is a link-local address");
    }

    @Test
    void followsAChainOfAliases() throws InterruptedException {
        server.add("base-4f2a.example. CNAME first.example.")
                .add("first.example. CNAME second.example.")
                .add("second.example. CNAME third.example.")
                .add("third.example. A 198.51.100.8");

        assertThat(look(server)).contains("198.51.100.8");
    }

    @Test
    void aliasOfWhatIsNotThereYetIsNotThereYet() throws InterruptedException {
        server.add("base-4f2a.example. CNAME first.example.").add("first.example. CNAME second.example.");

        assertThat(look(server)).isEmpty();
    }

    @Test
    void aliasesInACircleMayBeMended() throws InterruptedException {
        server.add("base-4f2a.example. CNAME first.example.").add("first.example. CNAME base-4f2a.example.");

        failsForNow(section(server, ""), asked(server, "its aliases lead back to where they began"));
    }

    @Test
    void endlessAliasesMayBeMended() throws InterruptedException {
        server.add("base-4f2a.example. CNAME a0.example.");
        IntStream.range(0, 30).forEach(i -> server.add("a" + i + ".example. CNAME a" + (i + 1) + ".example."));

        failsForNow(section(server, ""), asked(server, "there are too many aliases, one behind the other"));
    }

    @Test
    void nameWithoutAnyAddressIsNotThereYet() throws InterruptedException {
        server.add("base-4f2a.example. TXT soon");

        assertThat(look(server)).isEmpty();
    }

    @Test
    void unknownNameIsNotThereYetAndIsAskedForAnewEachTime() throws InterruptedException {
        try (var strategy = Looks.strategy(section(server, "family = ipv4"))) {
            assertThat(strategy.lookup(HOST)).isEmpty();
            assertThat(strategy.lookup(HOST)).isEmpty();
            server.add("base-4f2a.example. A 198.51.100.7");

            assertThat(strategy.lookup(HOST).map(InetAddress::getHostAddress)).contains("198.51.100.7");
        }
        assertThat(server.questions()).hasSize(3);
    }

    @Test
    void addressIsNotRemembered() throws InterruptedException {
        server.add("base-4f2a.example. A 198.51.100.7");
        try (var strategy = Looks.strategy(section(server, "family = ipv4"))) {
            strategy.lookup(HOST);
            strategy.lookup(HOST);
        }

        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void looksInTheSearchDomainsOneAfterTheOther() throws InterruptedException {
        server.add("base-4f2a.two.example. A 198.51.100.2").add("base-4f2a.three.example. A 198.51.100.3");

        assertThat(look(server, """
                hostname = "{name}", family = ipv4, searchDomains = [one.example, two.example., three.example]""")).contains("198.51.100.2");
        // All are asked at once, and the last question may arrive when an answer that goes before it is there.
        await().untilAsserted(() -> assertThat(server.questions())
                .contains("base-4f2a.one.example. A", "base-4f2a.two.example. A", "base-4f2a.three.example. A"));
    }

    @Test
    void nameWithADotAtItsEndIsNotLookedForAnywhereElse() throws InterruptedException {
        assertThat(look(server, "hostname = \"{name}.\", family = ipv4, searchDomains = example"))
                .isEmpty();
        assertThat(server.questions()).containsExactly("base-4f2a. A");
    }

    @Test
    void saysWhatWasAskedInEachSearchDomain() throws InterruptedException {
        other.failWith(Rcode.REFUSED);
        String section =
                "hostname = \"{name}\", family = ipv4, searchDomains = [one.example, two.example], server = [\"%s\", \"%s\"]"
                        .formatted(server.address(), other.address());

        failsForNow(
                section,
                "asked " + other.address()
                        + " for base-4f2a.one.example A, base-4f2a.two.example A: the server refuses to"
                        + " answer (REFUSED); otherwise no address yet");
    }

    @Test
    void nameThatIsTooLongInEachSearchDomainNeverWorks() {
        String domain = "a23456789-123456789-123456789-123456789-123456789.".repeat(5) + "a";

        failsForGood(
                section(server, "hostname = \"{name}\", searchDomains = \"" + domain + "\""),
                "\"base-4f2a\" is too long to be looked for in any of the search domains");
    }

    @Test
    void asksEachServer() throws InterruptedException {
        other.add("base-4f2a.example. A 198.51.100.7");

        assertThat(look(server, servers())).contains("198.51.100.7");
    }

    @Test
    void serverThatIsSilentKeepsNobodyFromTheAddressOfAnother() throws InterruptedException {
        server.fallSilent();
        other.add("base-4f2a.example. A 198.51.100.7");

        // Waiting for the first one would take the whole time of the look.
        assertThat(look(server, "queryTimeout = 1h\n" + servers())).contains("198.51.100.7");
    }

    @Test
    void serverThatRefusesKeepsNobodyFromWhatAnotherMayHaveLater() throws InterruptedException {
        server.failWith(Rcode.REFUSED);

        failsForNow(
                section(server, servers()),
                asked(server, "the server refuses to answer (REFUSED)") + "; otherwise no address yet");
        other.add("base-4f2a.example. A 198.51.100.7");
        assertThat(look(server, servers())).contains("198.51.100.7");
    }

    @Test
    void failureOfAllServersIsPermanentWhereEachOneIs() throws InterruptedException {
        server.failWith(Rcode.REFUSED);
        other.failWith(Rcode.FORMERR);

        failsForGood(
                section(server, servers()),
                asked(server, "the server refuses to answer (REFUSED)") + "; "
                        + asked(other, "the server does not understand the question (FORMERR)"));
        other.failWith(Rcode.SERVFAIL);
        failsForNow(
                section(server, servers()),
                asked(server, "the server refuses to answer (REFUSED)") + "; "
                        + asked(other, "the server failed (SERVFAIL)"));
    }

    @Test
    void serverMayBeGivenByNameAndItsPortBySetting() throws InterruptedException {
        server.add("base-4f2a.example. A 198.51.100.7");

        assertThat(look("hostname = \"{name}.example\", server = localhost, port = " + server.port()))
                .contains("198.51.100.7");
    }

    @Test
    void portOfAServerGoesBeforeTheSetting() throws InterruptedException {
        server.add("base-4f2a.example. A 198.51.100.7");

        assertThat(look(server, "port = 1")).contains("198.51.100.7");
    }

    @Test
    void asksOverTcpAloneWhereToldSo() throws InterruptedException {
        server.add("base-4f2a.example. A 198.51.100.7");

        assertThat(look(server, "tcp = true")).contains("198.51.100.7");
        assertThat(server.questions()).isEmpty();
        assertThat(server.questionsOverTcp()).contains("base-4f2a.example. A");
    }

    @Test
    void commonPoolMayBeBusy() throws Exception {
        server.add("base-4f2a.example. A 198.51.100.7");
        CountDownLatch busy = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
        CountDownLatch over = new CountDownLatch(1);
        // As when tests run there, and one of them waits for what another one sets up.
        var tests = IntStream.range(0, ForkJoinPool.getCommonPoolParallelism())
                .<ForkJoinTask<?>>mapToObj(i -> ForkJoinPool.commonPool().submit(() -> {
                    busy.countDown();
                    return over.await(20, TimeUnit.SECONDS);
                }))
                .toList();
        try {
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(look(server)).contains("198.51.100.7");
            assertThat(look(server, "tcp = true")).contains("198.51.100.7");
        } finally {
            over.countDown();
            for (ForkJoinTask<?> test : tests) {
                test.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void lookEndsWithTheTimeThatIsLeftAndSaysSo() throws InterruptedException {
        server.fallSilent();
        try (var strategy = Looks.strategy(section(server, "queryTimeout = 1h"))) {
            assertThatThrownBy(() -> strategy.lookup(HOST.withRemaining(Duration.ofMillis(300))))
                    .hasMessage(asked(server, "no answer within 300 ms"));
        }
    }

    private String servers() {
        return "server = [\"" + server.address() + "\", \"" + other.address() + "\"]";
    }
}
