package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInterface;
import org.libvirt.LibvirtException;

@LibvirtInstalled
class LibvirtDomainsTest {

    private TestDriver driver;
    private Connect connect;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
        connect = driver.connect();
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void leavesOutADomainThatEndedAfterItWasListed() throws LibvirtException {
        Domain defined = connect.domainLookupByName("tiny-base");
        defined.create();
        defined.destroy();

        assertThat(LibvirtDomains.describeRunning(defined)).isEmpty();
        defined.free();
    }

    @Test
    void leavesOutADomainThatEndedAndHadNoDefinition() throws LibvirtException {
        Domain undefined = connect.domainCreateXML(
                "<domain type='test'><name>fleeting</name><memory>1024</memory><os><type>hvm</type></os></domain>", 0);
        undefined.destroy();

        assertThat(LibvirtDomains.describeRunning(undefined)).isEmpty();
        undefined.free();
    }

    @Test
    void readsAMacAddressWithoutLeadingZeros() throws UnknownHostException {
        assertThat(LibvirtDomains.addresses(seenByTheAgent("52:54:0:b:E9:12")))
                .containsExactly(new AddressReports.Report(
                        Optional.of(new MacAddress("52:54:00:0b:e9:12")), InetAddress.getByName("192.0.2.7")));
    }

    @Test
    void keepsAnInterfaceThatHasNoMacAddress() throws UnknownHostException {
        assertThat(LibvirtDomains.addresses(seenByTheAgent(null)))
                .containsExactly(new AddressReports.Report(Optional.empty(), InetAddress.getByName("192.0.2.7")));
    }

    @Test
    void leavesOutAnInterfaceThatIsNoEthernet() throws UnknownHostException {
        assertThat(LibvirtDomains.addresses(
                        seenByTheAgent("80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:0a:1b:2d")))
                .isEmpty();
    }

    private static DomainInterface seenByTheAgent(String hardwareAddress) throws UnknownHostException {
        DomainInterface seen = new DomainInterface();
        seen.hwAddr = hardwareAddress;
        seen.addrs = List.of(new DomainInterface.InterfaceAddress(InetAddress.getByName("192.0.2.7"), 24));
        return seen;
    }
}
