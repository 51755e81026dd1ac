package io.cloudhost.provider.libvirt.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressTextTest {

    @Test
    void tellsWhatEachSourceSaysAndWhyOneSaysNothing() throws Exception {
        InetAddress address = InetAddress.getByName("198.51.100.20");
        MacAddress mac = new MacAddress("52:54:00:00:00:01");

        assertThat(AddressText.of(source -> switch (source) {
                    case LEASE -> List.of(new Report(Optional.of(mac), address), new Report(Optional.empty(), address));
                    case AGENT -> throw IpLookupException.permanentFailure("no agent is configured", null);
                    case ARP -> List.of();
                }))
                .isEqualTo("""
                        What libvirt says now:
                          lease  198.51.100.20 (52:54:00:00:00:01), 198.51.100.20
                          agent  no agent is configured
                          arp    no address
                        """);
    }
}
