package io.cloudhost.api.internal;

import static io.cloudhost.core.spi.AddressReports.Source.AGENT;
import static io.cloudhost.core.spi.AddressReports.Source.ARP;
import static io.cloudhost.core.spi.AddressReports.Source.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.testkit.TestSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypervisorIpLookupStrategyTest {

    private static final MacAddress OTHER_MAC = new MacAddress("52:54:00:00:00:01");

    @AutoClose
    private final FakeReports reports = new FakeReports();

    @AutoClose
    private final IpLookupStrategy strategy = create("");

    @Test
    void theFirstSourceThatHasAnAddressCountsAndNoOtherIsAsked() throws Exception {
        reports.know(AGENT, "198.51.100.2").know(ARP, "198.51.100.3");

        assertThat(strategy.lookup(host())).contains(address("198.51.100.2"));
        assertThat(reports.asked()).containsExactly(LEASE, AGENT);
    }

    @Test
    void sourcesAreAskedInTheOrderOfTheSettingsAndNoOthers() throws Exception {
        reports.know(LEASE, "198.51.100.1").know(AGENT, "198.51.100.2");
        try (IpLookupStrategy other = create("sources = [ARP, Lease]")) {
            assertThat(other.lookup(host())).contains(address("198.51.100.1"));
        }
        assertThat(reports.asked()).containsExactly(ARP, LEASE);
    }

    @Test
    void theNewestAddressOfASourceCounts() throws Exception {
        reports.know(LEASE, "198.51.100.1", "198.51.100.2");

        assertThat(strategy.lookup(host())).contains(address("198.51.100.2"));
    }

    @ParameterizedTest
    @CsvSource({"ANY, 198.51.100.1", "IPV4, 198.51.100.1", "IPV6, 2001:db8::1"})
    void anIpv4AddressIsPreferredWhereNoFamilyIsWanted(AddressFamily family, String expected) throws Exception {
        reports.know(LEASE, "198.51.100.1", "2001:db8::1");

        assertThat(strategy.lookup(host().withFamily(family))).contains(address(expected));
    }

    @Test
    void anIpv6AddressDoesWhereNoFamilyIsWantedAndThereIsNoOther() throws Exception {
        reports.know(LEASE, "2001:db8::1", "fe80::1");

        assertThat(strategy.lookup(host())).contains(address("2001:db8::1"));
    }

    @Test
    void addressesOfOtherInterfacesAreNoAnswer() throws Exception {
        reports.know(AGENT, Optional.of(OTHER_MAC), "198.51.100.1").know(AGENT, Optional.empty(), "198.51.100.2");

        assertThat(strategy.lookup(host())).isEmpty();
    }

    @Test
    void anyInterfaceDoesWhereNoneIsAskedFor() throws Exception {
        reports.know(AGENT, Optional.of(OTHER_MAC), "198.51.100.1").know(AGENT, Optional.empty(), "198.51.100.2");

        assertThat(strategy.lookup(host(Optional.empty(), Duration.ofSeconds(20))))
                .contains(address("198.51.100.2"));
    }

    @Test
    void aSourceThatHasOnlyAddressesThatDoNotDoGivesWayToTheNext() throws Exception {
        reports.know(LEASE, "198.51.100.1").know(ARP, "2001:db8::1");

        assertThat(strategy.lookup(host().withFamily(AddressFamily.IPV6))).contains(address("2001:db8::1"));
    }

    @Test
    void addressesThatDoNotDoAreShown() {
        reports.know(AGENT, "169.254.7.7", "198.51.100.1");

        assertThat(failure(host().withFamily(AddressFamily.IPV6)))
                .hasMessage(
                        "lease, arp: nothing yet; agent: only 169.254.7.7 (a link-local address), 198.51.100.1 (not an"
                                + " IPv6 address)")
                .returns(false, IpLookupException::isPermanent);
    }

    @Test
    void aSourceThatFailsForGoodIsShownAndDoesNotEndTheLookup() {
        reports.failForGood(AGENT, "the domain has no guest agent");

        IpLookupException failure = failure(host());

        assertThat(failure)
                .hasMessage("lease, arp: nothing yet; agent: the domain has no guest agent")
                .returns(false, IpLookupException::isPermanent);
        assertThat(failure.getCause()).hasMessage("the domain has no guest agent");
    }

    @Test
    void aSourceThatFailedForGoodIsNotAskedAgainAndStillShown() throws Exception {
        reports.failForGood(AGENT, "the domain has no guest agent");
        failure(host());

        assertThat(failure(host())).hasMessage("lease, arp: nothing yet; agent: the domain has no guest agent");
        reports.know(ARP, "198.51.100.3");
        assertThat(strategy.lookup(host())).contains(address("198.51.100.3"));
        assertThat(reports.asked()).containsExactly(LEASE, AGENT, ARP, LEASE, ARP, LEASE, ARP);
    }

    @Test
    void aSourceThatFailsThisTimeIsAskedAgain() throws Exception {
        reports.failForGood(LEASE, "no DHCP server").failThisTime(AGENT, "the agent is not connected");

        IpLookupException failure = failure(host());

        assertThat(failure)
                .hasMessage("lease: no DHCP server; agent: the agent is not connected; arp: nothing yet")
                .returns(false, IpLookupException::isPermanent);
        assertThat(failure.getCause()).as("what may pass").hasMessage("the agent is not connected");
        reports.know(ARP, "198.51.100.3");
        assertThat(strategy.lookup(host())).contains(address("198.51.100.3"));
        assertThat(reports.asked()).containsExactly(LEASE, AGENT, ARP, AGENT, ARP);
    }

    @Test
    void theLookupEndsWhereAllSourcesFailedForGoodThoughNotAtTheSameLook() {
        reports.failForGood(LEASE, "no DHCP server")
                .failForGood(AGENT, "no agent")
                .failThisTime(ARP, "busy");
        assertThat(failure(host())).returns(false, IpLookupException::isPermanent);

        reports.failForGood(ARP, "no table");

        assertThat(failure(host()))
                .hasMessage("lease: no DHCP server; agent: no agent; arp: no table")
                .returns(true, IpLookupException::isPermanent);
    }

    @Test
    void whatAllSourcesSayIsSaidOnce() {
        assertThat(failure(host().withReports(AddressReports.NONE)))
                .hasMessage("lease, agent, arp: this provider does not know the addresses of its hosts")
                .returns(true, IpLookupException::isPermanent);
    }

    @Test
    void aProviderThatBreaksItsContractForOneSourceHidesNoOther() throws Exception {
        reports.fail(LEASE, new IllegalStateException("broken"));

        assertThat(failure(host()))
                .hasMessage(
                        "lease: failed unexpectedly: java.lang.IllegalStateException: broken; agent, arp: nothing yet");
        reports.know(ARP, "198.51.100.3");
        assertThat(strategy.lookup(host())).contains(address("198.51.100.3"));
    }

    @Test
    void aSourceThatDoesNotAnswerInTimeIsNamed() {
        reports.fallSilent(AGENT);

        assertThat(failure(host(Optional.of(FakeReports.MAC), Duration.ofMillis(300))))
                .hasMessageMatching(
                        "lease: nothing yet; agent: no answer within [12]?\\d?\\d ms; arp: not asked this time: the"
                                + " others took too long")
                .returns(false, IpLookupException::isPermanent);
    }

    @Test
    void aSourceThatHangsKeepsNoOtherFromBeingAskedAgain() throws Exception {
        CountDownLatch asked = reports.fallSilent(AGENT);
        failure(host());
        asked.await();
        reports.know(LEASE, "198.51.100.7");

        assertThat(strategy.lookup(host())).isEqualTo(IpLiteral.parse("198.51.100.7"));
        assertThat(reports.asked()).containsExactly(LEASE, AGENT, ARP, LEASE);
    }

    @Test
    void anAnswerThatTookTooLongIsThereForTheNextLook() throws Exception {
        CountDownLatch asked = reports.fallSilent(LEASE, "198.51.100.7");
        failure(host());
        asked.await();
        reports.close();

        assertThat(strategy.lookup(host())).isEqualTo(IpLiteral.parse("198.51.100.7"));
        assertThat(reports.asked()).containsExactly(LEASE, AGENT, ARP);
    }

    @Test
    void anInterruptedThreadAsksNobody() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> strategy.lookup(host()));
        assertThat(reports.asked()).isEmpty();
    }

    @Test
    void aClosedStrategyAsksNobody() {
        strategy.close();

        assertThatIllegalStateException().isThrownBy(() -> strategy.lookup(host()));
        assertThat(reports.asked()).isEmpty();
    }

    @Test
    void theQuestionNamesTheSourcesAndTheInterface() {
        assertThat(strategy.question(host())).isEqualTo("lease, agent, arp of 52:54:00:12:ab:cd");
        assertThat(strategy.question(host(Optional.empty(), Duration.ZERO))).isEqualTo("lease, agent, arp");
        assertThat(reports.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sources = agnt | \"agnt\" (test.conf:1): \"agnt\" is none of lease, agent, arp",
                "sources = [arp, dns] | \"arp, dns\" (test.conf:1): \"dns\" is none of lease, agent, arp",
                "sources = [arp, ARP] | \"arp, ARP\" (test.conf:1): has 'arp' more than once",
                "sources = [] | \"\" (test.conf:1): must not be an empty list"
            })
    void sourcesThatCannotBeAskedAreRefused(String section, String refusal) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(section))
                .withMessage("my_host.hypervisor.sources = " + refusal);
    }

    private IpLookupException failure(IpLookupRequest host) {
        return catchThrowableOfType(IpLookupException.class, () -> strategy.lookup(host));
    }

    private IpLookupRequest host() {
        return host(Optional.of(FakeReports.MAC), Duration.ofSeconds(20));
    }

    private IpLookupRequest host(Optional<MacAddress> mac, Duration remaining) {
        return new IpLookupRequest("host", "host-1", new UUID(0, 1), mac, remaining).withReports(reports);
    }

    private static IpLookupStrategy create(String section) {
        HypervisorIpLookupStrategyProvider provider = new HypervisorIpLookupStrategyProvider();
        Settings settings = TestSettings.forStrategy(provider, section);
        return provider.create(settings);
    }

    private static InetAddress address(String literal) {
        return IpLiteral.parse(literal).orElseThrow();
    }
}
