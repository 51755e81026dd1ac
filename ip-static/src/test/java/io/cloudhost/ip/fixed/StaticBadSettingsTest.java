package io.cloudhost.ip.fixed;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.testkit.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody is asked; each time with the key, the file and the line. There are no secrets here. */
class StaticBadSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://10.0.1.35/",
                "10.0.1.35:22",
                "10.0.1.35 ",
                "10.0.1.35/24",
                "10.0.1.35,10.0.1.36",
                "build box",
                "büro",
                "10.0.1.355",
                "10.0.1",
                "10.0.1.35.",
                "010.0.1.35",
                "-10.0.1.35",
                "167772451",
                "0x0a000123",
                "[2001:db8::35]",
                "[2001:db8::35]:22",
                "2001:db8::35::1",
                "2001:db8::35/64",
                "2001:db8::g",
                "fe80::1%eth0",
                "-box",
                "box-",
                "box..example",
                ".example",
                "{name}.example",
                "*.example"
            })
    void whatIsNeitherAddressNorName(String ip) {
        refuses(
                "ip = \"" + ip + "\"",
                "ip = \"" + ip + "\" (test.conf:2): neither an address nor a host name. "
                        + "Write one of them alone, e.g. 10.0.1.35 or 2001:db8::35");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, a loopback address",
        "127.255.255.254, a loopback address",
        "::1, a loopback address",
        "::ffff:127.0.0.1, a loopback address",
        "169.254.17.4, a link-local address",
        "fe80::5054:ff:fe12:abcd, a link-local address",
        "0.0.0.0, the unspecified address",
        "::, the unspecified address",
        "224.0.0.251, a multicast address",
        "239.255.255.250, a multicast address",
        "ff02::fb, a multicast address",
        "255.255.255.255, the broadcast address"
    })
    void addressThatNoOtherMachineIsReachedAt(String ip, String flaw) {
        refuses(
                "ip = \"" + ip + "\"",
                "ip = \"" + ip + "\" (test.conf:2): " + flaw + ", which no other machine is reached at");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip = [\"10.0.1.35\"] | ip (test.conf:2): must be IPv4 or IPv6 address, or host name, not a list",
                "ip { v4 = \"10.0.1.35\" } | ip (test.conf:2): must be IPv4 or IPv6 address, or host name, not a section"
            })
    void addressThatIsNoText(String setting, String message) {
        refuses(setting, message);
    }

    @Test
    void missingAddress() {
        refuses(
                "",
                "ip (test.conf:1): missing. It is: The address that the machine has. "
                        + "A name is resolved as this computer resolves names, at each look.");
    }

    private static void refuses(String setting, String message) {
        StaticIpLookupStrategyProvider provider = new StaticIpLookupStrategyProvider();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        provider.create(TestSettings.forStrategy(provider, "# the machine in the lab\n" + setting)))
                .withMessage("my_host.static." + message);
    }
}
