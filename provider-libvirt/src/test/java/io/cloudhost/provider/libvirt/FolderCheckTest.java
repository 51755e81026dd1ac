package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.provider.libvirt.internal.hypervisor.FolderSharing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LibvirtInstalled
class FolderCheckTest {

    private static final FolderSharing SILENT = new FolderSharing(Optional.empty(), 9_000_000);
    private static final FolderSharing OLD = new FolderSharing(Optional.of(Set.of("path", "virtiofs")), 10_999_999);
    private static final FolderSharing NEW = new FolderSharing(Optional.of(Set.of("path", "virtiofs")), 11_000_000);

    @TempDir
    private Path folder;

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path node) {
        driver = new TestDriver(node);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void aFolderThatIsThereIsSeen() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        assertThat(check("qemu:///system", NEW, "hostPath = \"" + link + "\""))
                .singleElement()
                .returns(link.toString(), FolderMapping::hostPath)
                .returns(true, FolderMapping::seen);
    }

    @Test
    void aFolderOfAnotherMachineIsNotLookedFor() {
        assertThat(check("qemu+ssh://linux-box/system", NEW, "hostPath = /nowhere/at/all"))
                .singleElement()
                .returns(false, FolderMapping::seen);
    }

    @Test
    void aFolderThatIsMissingIsRefused() {
        assertRefused(
                NEW,
                "hostPath = \"" + folder + "/nowhere\"",
                "hostPath = \"" + folder + "/nowhere\" (test.conf:3): there is no such folder");
    }

    @Test
    void aFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(
                NEW,
                "hostPath = \"" + file + "\"",
                "hostPath = \"" + file + "\" (test.conf:3): is not a folder, and only folders can be mapped");
        assertRefused(
                NEW,
                "hostPath = \"" + file + "/below\"",
                "hostPath = \"" + file + "/below\" (test.conf:3): cannot be looked at: " + file
                        + "/below: Not a directory");
    }

    @Test
    void aDriverThatTheHypervisorDoesNotHaveIsRefused() {
        assertRefused(
                new FolderSharing(Optional.of(Set.of("path")), 9_000_000),
                "hostPath = /, readOnly = false, driver = virtiofs",
                "driver = \"virtiofs\" (test.conf:3): the QEMU of the base domain 'tiny-base' at qemu:///system has no"
                        + " virtiofs, but 9p");
        assertRefused(
                new FolderSharing(Optional.of(Set.of()), 9_000_000),
                "hostPath = /, driver = 9p",
                "driver = \"9p\" (test.conf:3): the QEMU of the base domain 'tiny-base' at qemu:///system has no 9p");
    }

    @Test
    void aHypervisorThatDoesNotTellItsDriversIsTrusted() {
        assertThat(check("qemu:///system", SILENT, "hostPath = /, readOnly = false, driver = virtiofs"))
                .hasSize(1);
    }

    @Test
    void virtiofsThatCannotKeepAGuestFromWritingIsRefused() {
        assertRefused(
                OLD,
                "hostPath = /, driver = virtiofs",
                "driver = \"virtiofs\" (test.conf:3): it can keep a guest from writing since libvirt 11.0.0, and"
                        + " qemu:///system has 10.999.999. Set driver = 9p, or readOnly = false where the guest may write");
        assertThat(check("qemu:///system", NEW, "hostPath = /, driver = virtiofs"))
                .hasSize(1);
    }

    @Test
    void nobodyIsAskedWhereNothingIsMapped() {
        Hypervisor silent = new HypervisorView(driver.hypervisor()) {
            @Override
            public FolderSharing folderSharing(String xml) {
                throw new AssertionError("asked");
            }
        };

        assertThat(new FolderCheck(request("qemu:///system", ""), silent).check(XmlElement.parse("<domain/>")))
                .isEmpty();
    }

    private void assertRefused(FolderSharing sharing, String mapping, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> check("qemu:///system", sharing, mapping))
                .withMessage("h.fsMapping.data." + message);
    }

    private List<FolderMapping> check(String url, FolderSharing sharing, String mapping) {
        Hypervisor hypervisor = new HypervisorView(driver.hypervisor()) {
            @Override
            public FolderSharing folderSharing(String xml) {
                assertThat(xml).isEqualTo("<domain/>");
                return sharing;
            }
        };
        return new FolderCheck(request(url, "\nfsMapping.data { " + mapping + " }"), hypervisor)
                .check(XmlElement.parse("<domain/>"));
    }

    private static CloneRequest request(String url, String rest) {
        String settings = "libvirtBaseDomain = tiny-base\nlibvirtURL = \"" + url + "\"" + rest;
        return CloneRequest.of(
                new HostDefinition("h", TestSettings.forProvider(new LibvirtCloudHostProvider(), "h", settings)));
    }
}
