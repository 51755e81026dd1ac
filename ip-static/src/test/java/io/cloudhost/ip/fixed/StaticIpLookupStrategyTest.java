package io.cloudhost.ip.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.testkit.TestSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticIpLookupStrategyTest {

    private static final IpLookupRequest HOST =
            new IpLookupRequest("my_host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(5));

    private final FakeResolver resolver = new FakeResolver();

    @AfterEach
    void letGo() {
        resolver.recover();
    }

    @ParameterizedTest
    @CsvSource({"10.0.1.35, 10.0.1.35", "2001:db8::35, 2001:db8::35"})
    void answersWithTheConfiguredAddress(String ip, String address) throws InterruptedException {
        try (IpLookupStrategy strategy = create(ip)) {
            assertThat(look(strategy, HOST)).contains(address);
            assertThat(strategy.fixedAddress().map(IpLiteral::format)).contains(address);
            assertThat(strategy.question(HOST)).isEqualTo(address);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.1.35, IPV6, 10.0.1.35 is not an IPv6 address",
        "2001:db8::35, IPV4, 2001:db8::35 is not an IPv4 address"
    })
    void configuredAddressIsNeverOfAnotherFamily(String ip, AddressFamily family, String message) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(create(ip), HOST.withFamily(family)))
                .withMessage(message)
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void nameIsNoAddressThatEveryHostGets() {
        try (IpLookupStrategy strategy = create("build-box.example")) {
            assertThat(strategy.fixedAddress()).isEmpty();
            assertThat(strategy.question(HOST))
                    .isEqualTo("the name \"build-box.example\", as this computer resolves it");
        }
    }

    @Test
    void resolvesANameAtEachLook() throws InterruptedException {
        try (IpLookupStrategy strategy = create("build-box.example")) {
            resolver.know("198.51.100.1");
            assertThat(look(strategy, HOST)).contains("198.51.100.1");
            resolver.know("198.51.100.2");
            assertThat(look(strategy, HOST)).contains("198.51.100.2");
        }
    }

    @Test
    void prefersIpv4OfANameWhereBothWillDo() throws InterruptedException {
        resolver.know("2001:db8::1", "198.51.100.1", "198.51.100.2");
        try (IpLookupStrategy strategy = create("build-box.example")) {
            assertThat(look(strategy, HOST)).contains("198.51.100.1");
            assertThat(look(strategy, HOST.withFamily(AddressFamily.IPV6))).contains("2001:db8::1");
        }
    }

    @Test
    void passesOverAddressesOfANameThatNobodyReaches() throws InterruptedException {
        resolver.know("127.0.1.1", "fe80::1", "2001:db8::1");
        try (IpLookupStrategy strategy = create("build-box.example")) {
            assertThat(look(strategy, HOST)).contains("2001:db8::1");
        }
    }

    @Test
    void nameWithoutAUsableAddressMayGetOne() {
        resolver.know("127.0.1.1", "2001:db8::1");

        failsForNow(
                HOST.withFamily(AddressFamily.IPV4),
                "this computer resolves the name \"build-box.example\" to 127.0.1.1, which is a loopback address; "
                        + "2001:db8::1, which is not an IPv4 address");
    }

    @Test
    void nameThatCannotBeResolvedMayBeThereLater() {
        failsForNow(HOST, "this computer cannot resolve the name \"build-box.example\"");
    }

    @Test
    void resolverThatTakesTooLongIsGivenUp() {
        resolver.fallSilent();

        failsForNow(
                HOST.withRemaining(Duration.ofMillis(200)),
                "this computer did not resolve the name \"build-box.example\" within 200 ms");
    }

    @Test
    void asksThePlatformsResolver() {
        StaticIpLookupStrategyProvider provider = new StaticIpLookupStrategyProvider();
        try (IpLookupStrategy strategy = provider.create(TestSettings.forStrategy(provider, "ip = localhost"))) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(HOST))
                    .withMessageContaining("\"localhost\" to ")
                    .withMessageContaining(", which is a loopback address");
        }
    }

    private void failsForNow(IpLookupRequest host, String message) {
        try (IpLookupStrategy strategy = create("build-box.example")) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host))
                    .withMessage(message)
                    .matches(e -> !e.isPermanent(), "transient");
        }
    }

    private static Optional<String> look(IpLookupStrategy strategy, IpLookupRequest host) throws InterruptedException {
        return strategy.lookup(host).map(IpLiteral::format);
    }

    private IpLookupStrategy create(String ip) {
        StaticIpLookupStrategyProvider provider = new StaticIpLookupStrategyProvider(resolver);
        return provider.create(TestSettings.forStrategy(provider, "ip = \"" + ip + "\""));
    }
}
