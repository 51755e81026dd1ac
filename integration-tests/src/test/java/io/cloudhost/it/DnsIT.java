package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.ip.dns.DnsIpLookupStrategyProvider;
import io.cloudhost.testkit.TestSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dnsmasq of each network, asked for the name of a guest that is on all of them. */
class DnsIT {

    private static final String NAT = "198.51.100.1";
    private static final String BRIDGE = "203.0.113.1";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static CloudHost host;
    private static Guest guest;
    private static String clone;
    private static UUID uuid;

    /** It is found by its name itself: in the second search domain, by the second of two servers. */
    @BeforeAll
    static void boot() {
        host = Lab.hosts("""
                on_all_networks {
                  libvirtBaseDomain = my_base_domain
                  networkDeviceId = br0
                  ipLookupStrategy = DNS
                  DNS {
                    hostname = "{uuid}", searchDomains = [nowhere.test, bridge.test]
                    server = ["%s", "%s"], timeout = 120
                  }
                }
                """.formatted(NAT, BRIDGE)).get("on_all_networks");
        host.setup();
        guest = Guest.of(host);
        clone = Virsh.clonesOf("on_all_networks").get(0);
        uuid = UUID.fromString(Virsh.run("domuuid", clone));
    }

    @AfterAll
    static void throwAway() {
        host.close();
    }

    @Test
    void setupFoundTheInterfaceOnTheBridge() {
        assertThat(host.getHostName()).startsWith("203.0.113.");
        assertThat(Virsh.run("domiflist", clone)).containsPattern("(?m)br0\\s.*" + guest.mac() + "\\s*$");
    }

    @ParameterizedTest
    @CsvSource({
        "lab.test, 198.51.100.1, 198.51.100.",
        "bridge.test, 203.0.113.1, 203.0.113.",
        "routed.test, 203.0.113.129, 203.0.113."
    })
    void eachNetworkKnowsTheGuest(String domain, String server, String addresses) throws InterruptedException {
        String name = "hostname = \"{uuid}." + domain + "\", server = \"" + server + "\"";
        // The guest was found on the bridge; the other interfaces may take a little longer.
        String address = await().atMost(LIMIT)
                .until(() -> look(name), Optional::isPresent)
                .orElseThrow();

        assertThat(address).startsWith(addresses);
        assertThat(guest.run("ip -o -4 address")).contains(" " + address + "/");
        assertThat(look(name + ", tcp = true")).contains(address);
        assertThat(look(name + ", port = 53, family = ipv4")).contains(address);
        assertThat(look(name + ", family = ipv6")).isEmpty();
    }

    @Test
    void serverThatThisComputerUsesIsAskedWhereNoneIsGiven() throws InterruptedException {
        await().atMost(LIMIT).until(() -> look("hostname = \"{uuid}.lab.test\"").isPresent());
        assertThat(look("hostname = \"{uuid}\", searchDomains = [lab.test]")).isPresent();
    }

    @Test
    void serverWhereNothingListensIsInNobodysWay() throws InterruptedException {
        assertThat(look("hostname = \"{uuid}.bridge.test\", server = [\"" + NAT + ":54\", \"" + BRIDGE + "\"]"))
                .contains(host.getHostName());
    }

    @Test
    void nameThatNobodyAnnouncedIsNotThereYet() throws InterruptedException {
        assertThat(look("hostname = \"{mac-bare}.lab.test\", server = \"" + NAT + "\""))
                .isEmpty();
    }

    @Test
    void domainThatTheServerDoesNotServeIsRefused() {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look("hostname = \"{uuid}.nowhere.test\", server = \"" + BRIDGE + "\""))
                .withMessage(
                        "asked %1$s:53 for %2$s.nowhere.test A, %2$s.nowhere.test AAAA:"
                                + " the server refuses to answer (REFUSED)",
                        BRIDGE, uuid)
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void serverThatKnowsNoKeysIsNotBelieved() {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look("hostname = \"{uuid}.lab.test\", family = ipv4, server = \"" + NAT
                        + "\", tsigKey = tests, tsigSecret = \"c2VjcmV0\""))
                .withMessage(
                        "asked %s:53 for %s.lab.test A: the answer is not signed with the TSIG key tests", NAT, uuid)
                .matches(e -> !e.isPermanent(), "transient");
    }

    private static Optional<String> look(String section) throws InterruptedException {
        DnsIpLookupStrategyProvider provider = new DnsIpLookupStrategyProvider();
        IpLookupRequest request = new IpLookupRequest(
                "on_all_networks", "unused", uuid, Optional.of(new MacAddress(guest.mac())), Duration.ofSeconds(10));
        try (IpLookupStrategy strategy = provider.create(TestSettings.forStrategy(provider, section))) {
            return strategy.lookup(request).map(InetAddress::getHostAddress);
        }
    }
}
