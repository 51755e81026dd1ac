package io.cloudhost.ip.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.testkit.TestSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticIpLookupStrategyTest {

    private final StaticIpLookupStrategyProvider provider = new StaticIpLookupStrategyProvider();

    @ParameterizedTest
    @CsvSource({"10.0.1.35, 10.0.1.35", "2001:db8::35, 2001:db8:0:0:0:0:0:35"})
    void answersWithTheConfiguredAddress(String ip, String address) throws InterruptedException {
        assertThat(create(ip).lookup(anyHost()).map(InetAddress::getHostAddress))
                .contains(address);
    }

    @Test
    void resolvesANameAtEachLook() throws UnknownHostException {
        InetAddress first = InetAddress.getByName("198.51.100.1");
        InetAddress second = InetAddress.getByName("198.51.100.2");
        InetAddress[] next = {first};
        ConfiguredAddress address = new ConfiguredAddress.HostName("build-box.example", name -> next[0]);

        assertThat(address.resolve()).contains(first);
        next[0] = second;
        assertThat(address.resolve()).contains(second);
    }

    @Test
    void resolvesALocalName() throws InterruptedException {
        assertThat(create("localhost").lookup(anyHost()))
                .hasValueSatisfying(
                        address -> assertThat(address.isLoopbackAddress()).isTrue());
    }

    @Test
    void nameThatCannotBeResolvedMayBeThereLater() {
        ConfiguredAddress address = new ConfiguredAddress.HostName("build-box.example", name -> {
            throw new UnknownHostException(name);
        });

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(address::resolve)
                .withMessage("this computer cannot resolve the name \"build-box.example\"")
                .matches(e -> !e.isPermanent(), "transient");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://10.0.1.35/",
                "10.0.1.35:22",
                "10.0.1.35 ",
                "10.0.1.35/24",
                "build box",
                "10.0.1.355",
                "10.0.1",
                "10.0.1.35.",
                "167772451",
                "0x0a000123",
                "[2001:db8::35]",
                "2001:db8::35::1",
                "-box",
                "box..example"
            })
    void refusesWhatIsNeitherAddressNorName(String ip) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(ip))
                .withMessage("my_host.static.ip = \"" + ip + "\" (test.conf:1): neither an address nor a host name. "
                        + "Write one of them alone, e.g. 10.0.1.35 or 2001:db8::35");
    }

    @Test
    void refusesAMissingAddress() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> provider.create(TestSettings.forStrategy(provider, "")))
                .withMessage("my_host.static.ip (test.conf:1): missing. It is: The address that the machine has. "
                        + "A name is resolved as this computer resolves names, at each look.");
    }

    private IpLookupStrategy create(String ip) {
        return provider.create(TestSettings.forStrategy(provider, "ip = \"" + ip + "\""));
    }

    private static IpLookupRequest anyHost() {
        return new IpLookupRequest("my_host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(5));
    }
}
