package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.testkit.TestSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Looks for one host, as the engine does. */
final class Looks {

    static final IpLookupRequest HOST = new IpLookupRequest(
            "nat_host",
            "base-4f2a",
            UUID.fromString("0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01"),
            Optional.of(new MacAddress("52:54:00:12:AB:cd")),
            Duration.ofSeconds(20));

    private static final DnsIpLookupStrategyProvider PROVIDER = new DnsIpLookupStrategyProvider();

    private Looks() {}

    /** Makes a strategy from what stands between the braces of its section. */
    static IpLookupStrategy strategy(String section) {
        return PROVIDER.create(TestSettings.forStrategy(PROVIDER, section));
    }

    static Optional<String> look(String section) throws InterruptedException {
        return strategy(section).lookup(HOST).map(InetAddress::getHostAddress);
    }

    /** Asks one server for {@code base-4f2a.example}. */
    static Optional<String> look(LoopbackDnsServer server) throws InterruptedException {
        return look(server, "");
    }

    static Optional<String> look(LoopbackDnsServer server, String moreSettings) throws InterruptedException {
        return look(section(server, moreSettings));
    }

    static String section(LoopbackDnsServer server, String moreSettings) {
        return "hostname = \"{name}.example\", server = \"%s\", queryTimeout = 10s\n%s"
                .formatted(server.address(), moreSettings);
    }

    static void failsForNow(String section, String message) {
        fails(section, message, false);
    }

    static void failsForGood(String section, String message) {
        fails(section, message, true);
    }

    /** Writes what a failure says of the only server and both questions. */
    static String asked(LoopbackDnsServer server, String reason) {
        return "asked " + server.address() + " for base-4f2a.example A, base-4f2a.example AAAA: " + reason;
    }

    private static void fails(String section, String message, boolean permanent) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(section))
                .withMessage(message)
                .matches(e -> e.isPermanent() == permanent, permanent ? "permanent" : "transient");
    }
}
