package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** What is made of an answer that a guest may have written as it likes. */
class LibvirtAddressesTest {

    private static final String MAC = "52:54:00:0b:e9:12";

    @Test
    void readsAMacAddressWithoutLeadingZeros() {
        assertThat(LibvirtAddresses.reports("52:54:0:b:E9:12", Stream.of("192.0.2.7")))
                .containsExactly(report("192.0.2.7"));
    }

    @Test
    void keepsAnInterfaceThatHasNoMacAddress() {
        assertThat(LibvirtAddresses.reports(null, Stream.of("192.0.2.7")))
                .containsExactly(new Report(
                        Optional.empty(), IpLiteral.parse("192.0.2.7").orElseThrow()));
    }

    @Test
    void leavesOutAnInterfaceThatIsNoEthernet() {
        assertThat(LibvirtAddresses.reports(
                        "80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:0a:1b:2d", Stream.of("192.0.2.7")))
                .isEmpty();
    }

    @Test
    void leavesOutTheZoneOfAnAddress() {
        assertThat(LibvirtAddresses.reports(MAC, Stream.of("fe80::1%eth0", "fe80::2%", "fe80::3")))
                .containsExactly(report("fe80::1"), report("fe80::2"), report("fe80::3"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @MethodSource
    void skipsWhatIsNoAddressAndKeepsTheOthers(String text) {
        assertThat(LibvirtAddresses.reports(MAC, Stream.of("192.0.2.7", text, "2001:db8::7")))
                .containsExactly(report("192.0.2.7"), report("2001:db8::7"));
    }

    static Stream<String> skipsWhatIsNoAddressAndKeepsTheOthers() {
        return Stream.of(
                " ",
                "localhost",
                "evil.example",
                "1.2.3.4%x",
                "1.2.3",
                "16909060",
                "0x1020304",
                "1.2.3.4.evil.example",
                "%eth0",
                "evil.example%:",
                "evil.example:80",
                "[fe80::1]",
                "fe80",
                "1.".repeat(100_000),
                "1:".repeat(100_000),
                "a".repeat(100_000));
    }

    private static Report report(String address) {
        return new Report(
                Optional.of(new MacAddress(MAC)), IpLiteral.parse(address).orElseThrow());
    }
}
