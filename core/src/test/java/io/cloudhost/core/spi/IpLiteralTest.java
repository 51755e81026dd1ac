package io.cloudhost.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.1.35, 10.0.1.35",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8::35, 2001:db8:0:0:0:0:0:35",
        "::1, 0:0:0:0:0:0:0:1",
        "::ffff:10.0.1.35, 10.0.1.35"
    })
    void readsAddressesOfBothFamilies(String text, String address) {
        assertThat(IpLiteral.parse(text).map(InetAddress::getHostAddress)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "10.0.1", "10.0.1.355", "10.0.1.035", "167772451", "10.0.1.35 ", "10.0.1.35\n", "10.0.1.35/24",
                "[::1]", "fe80::1%eth0", "1::2::3", "::12345", ".::", "localhost", "cafe", "example.org:53", "a:b"
            })
    void takesEverythingElseForNoAddress(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.1.35",
                "2001:db8::35",
                "::",
                "::1",
                "2001:db8::",
                "2001:db8:0:1::",
                "2001:0:0:1::7",
                "1:0:2:3:4:5:6:7",
                "fe80::5054:ff:fe12:3456",
                "1:2:3:4:5:6:7:8",
                "1::2:0:0:3:4"
            })
    void writesAddressesInTheirUsualForm(String text) {
        assertThat(IpLiteral.parse(text).map(IpLiteral::format)).contains(text);
    }
}
