package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

class DnsIpLookupStrategyTest {

    private static final IpLookupRequest HOST = new IpLookupRequest(
            "nat_host",
            "base-4f2a",
            UUID.fromString("0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01"),
            Optional.of(new MacAddress("52:54:00:12:AB:cd")),
            Duration.ofSeconds(20));

    private final DnsIpLookupStrategyProvider provider = new DnsIpLookupStrategyProvider();
    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackDnsServer();
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "{name}.lab.example, base-4f2a.lab.example.",
        "{uuid}.lab.example, 0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01.lab.example.",
        "{label}.lab.example., nat_host.lab.example.",
        "vm-{mac}.{label}.example, vm-52-54-00-12-ab-cd.nat_host.example.",
        "build-box, build-box."
    })
    void asksForExactlyTheNameThatTheTemplateGives(String template, String name) throws InterruptedException {
        server.add(name + " A 198.51.100.7");

        assertThat(look(template)).contains("198.51.100.7");
        assertThat(server.questions()).containsExactly(name + " A");
    }

    @Test
    void prefersIpv4() throws InterruptedException {
        server.add("base-4f2a.example. AAAA 2001:db8::7");
        server.add("base-4f2a.example. A 198.51.100.7");

        assertThat(look("{name}.example")).contains("198.51.100.7");
    }

    @Test
    void takesIpv6WhereThereIsNoIpv4() throws InterruptedException {
        server.add("base-4f2a.example. AAAA 2001:db8::7");

        assertThat(look("{name}.example")).contains("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void followsAnAlias() throws InterruptedException {
        server.add("base-4f2a.example. CNAME other.example.");
        server.add("other.example. A 198.51.100.8");

        assertThat(look("{name}.example")).contains("198.51.100.8");
    }

    @Test
    void nameWithoutAnyAddressIsNotThereYet() throws InterruptedException {
        server.add("base-4f2a.example. TXT soon");

        assertThat(look("{name}.example")).isEmpty();
        assertThat(server.questions()).containsExactly("base-4f2a.example. A", "base-4f2a.example. AAAA");
    }

    @Test
    void unknownNameIsNotThereYetAndNotAskedForTwice() throws InterruptedException {
        assertThat(look("{name}.example")).isEmpty();
        assertThat(server.questions()).containsExactly("base-4f2a.example. A");
    }

    @Test
    void failingServerMayRecover() {
        server.failWith(Rcode.SERVFAIL);

        fails("{name}.example", "the server failed (SERVFAIL)");
    }

    @Test
    void serverThatRefusesMayChangeItsMind() {
        server.failWith(Rcode.REFUSED);

        fails("{name}.example", "Unknown non-success error code REFUSED");
    }

    @Test
    void silentServerMayAnswerLater() throws InterruptedException {
        CountDownLatch asked = server.fallSilent();

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look("{name}.example", server.address(), "500ms"))
                .withMessage(
                        "asked " + server.address() + " for the A record of base-4f2a.example: no answer within 500 ms")
                .matches(e -> !e.isPermanent(), "transient");
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.questions()).as("asked once: the engine asks again").hasSize(1);
    }

    @Test
    void closedPortMayOpen() throws IOException {
        String closed;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closed = "127.0.0.1:" + socket.getLocalPort();
        }

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look("{name}.example", closed, "2s"))
                .withMessage("asked " + closed + " for the A record of base-4f2a.example: nothing listens there")
                .matches(e -> !e.isPermanent(), "transient");
    }

    @Test
    void hostThatGivesNoLegalNameNeverWill() {
        IpLookupRequest host =
                new IpLookupRequest("my host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> NameTemplate.parse("{label}.example").nameOf(host))
                .withMessage(
                        "\"{label}.example\" gives \"my host.example\", which cannot be a name in DNS: it has other "
                                + "characters than letters, digits, - and _, or a part with more than 63 of them")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void templateWithMacNeedsOne() {
        IpLookupRequest host =
                new IpLookupRequest("my_host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> NameTemplate.parse("{mac}.example").nameOf(host))
                .withMessage("\"{mac}.example\" needs the machine's MAC address, which is not known")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{nmae}.example | unknown placeholder {nmae}. Did you mean {name}?",
                "{0}.example | unknown placeholder {0}. Known are {name}, {uuid}, {label}, {mac}",
                "{}.example | unknown placeholder {}. Known are {name}, {uuid}, {label}, {mac}"
            })
    void refusesUnknownPlaceholders(String template, String explanation) {
        refuses("hostname = \"" + template + "\"", "hostname = \"" + template + "\" (test.conf:1): " + explanation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a..b", ".example", "my box", "{name", "dns://{name}", "{name}:53"})
    void refusesWhatIsNoHostName(String template) {
        refuses(
                "hostname = \"" + template + "\"",
                "hostname = \"" + template
                        + "\" (test.conf:1): not a host name. Use letters, digits, - and _, with dots "
                        + "between the parts, and the placeholders {name}, {uuid}, {label}, {mac}");
    }

    @Test
    void refusesAMissingHostName() {
        refuses(
                "server = \"10.0.1.1\"",
                "hostname (test.conf:1): missing. It is: The name to ask for. Placeholders stand for what is known of "
                        + "the machine; {mac} has dashes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.1.355",
                "10.0.1.1:",
                "10.0.1.1:dns",
                "udp://10.0.1.1",
                "[10.0.1.1",
                "2001:db8::1::53",
                ":53"
            })
    void refusesWhatIsNoServer(String text) {
        refuses(
                "hostname = x, server = \"" + text + "\"",
                "server = \"" + text + "\" (test.conf:1): not a server. Write host or host:port, e.g. 10.0.1.1:53; "
                        + "an IPv6 address with a port as [2001:db8::1]:53");
    }

    @Test
    void refusesAPortThatIsNone() {
        refuses(
                "hostname = x, server = \"10.0.1.1:70000\"",
                "server = \"10.0.1.1:70000\" (test.conf:1): the port must be from 1 to 65535");
    }

    @Test
    void refusesToWaitForNothing() {
        refuses("hostname = x, queryTimeout = 0", "queryTimeout = \"0\" (test.conf:1): must be more than nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.1.1, 10.0.1.1:53",
        "10.0.1.1:5353, 10.0.1.1:5353",
        "2001:db8::1, [2001:db8::1]:53",
        "[2001:db8::1], [2001:db8::1]:53",
        "[2001:db8::1]:5353, [2001:db8::1]:5353",
        "dhcp-box, dhcp-box:53",
        "dhcp-box.lab.example:5353, dhcp-box.lab.example:5353"
    })
    void understandsServersWithAndWithoutPort(String text, String server) {
        assertThat(ServerAddress.parse(text)).hasToString(server);
    }

    @Test
    void serverIsOptional() {
        provider.create(TestSettings.forStrategy(provider, "hostname = build-box"))
                .close();
    }

    private void refuses(String section, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> provider.create(TestSettings.forStrategy(provider, section)))
                .withMessage("my_host.DNS." + message);
    }

    private void fails(String template, String reason) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(template))
                .withMessage("asked " + server.address() + " for the A record of base-4f2a.example: " + reason)
                .matches(e -> !e.isPermanent(), "transient");
    }

    private Optional<String> look(String template) throws InterruptedException {
        return look(template, server.address(), "10s");
    }

    private Optional<String> look(String template, String address, String queryTimeout) throws InterruptedException {
        String section =
                "hostname = \"%s\", server = \"%s\", queryTimeout = %s".formatted(template, address, queryTimeout);
        return provider.create(TestSettings.forStrategy(provider, section))
                .lookup(HOST)
                .map(InetAddress::getHostAddress);
    }
}
