package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LibvirtInstalled
class LibvirtAddressReportsTest {

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void whatLibvirtDoesNotSupportIsAPermanentFailure() {
        HypervisorException unsupported = new HypervisorException("cannot read the addresses: no agent", null) {
            @Override
            public boolean isUnsupported() {
                return true;
            }
        };
        AddressReports reports = new LibvirtAddressReports(
                new HypervisorView(driver.hypervisor()) {
                    @Override
                    public List<AddressReports.Report> interfaceAddresses(UUID uuid, AddressReports.Source source) {
                        throw unsupported;
                    }
                },
                TestDriver.BASE,
                List.of());

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> reports.ask(AddressReports.Source.AGENT))
                .withMessage("cannot read the addresses: no agent")
                .withCause(unsupported)
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void noLeaseOfANetworkThatIsNotStartedIsATroubleAndNotAnAnswer() {
        AddressReports reports = new LibvirtAddressReports(
                new HypervisorView(driver.hypervisor()) {
                    @Override
                    public List<AddressReports.Report> interfaceAddresses(UUID uuid, AddressReports.Source source) {
                        return List.of();
                    }
                },
                TestDriver.BASE,
                List.of("nowhere"));

        assertThat(reports.ask(AddressReports.Source.ARP)).isEmpty();
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> reports.ask(AddressReports.Source.LEASE))
                .withMessage("the network 'nowhere' is not started: virsh net-start nowhere")
                .matches(failure -> !failure.isPermanent(), "transient");
    }

    @Test
    void whatElseLibvirtRefusesIsATransientFailure() {
        AddressReports reports = new LibvirtAddressReports(driver.hypervisor(), TestDriver.BASE, List.of());

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> reports.ask(AddressReports.Source.LEASE))
                .withMessage("cannot read the addresses: Requested operation is not valid: domain is not running")
                .matches(failure -> !failure.isPermanent(), "transient");
    }
}
