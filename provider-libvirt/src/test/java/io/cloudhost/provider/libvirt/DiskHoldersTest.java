package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LibvirtInstalled
class DiskHoldersTest {

    private TestDriver driver;

    @TempDir
    private Path folder;

    @BeforeEach
    void connect() {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<disk type='file'><source file='/second/data.raw'/><target dev='vda'/></disk>",
                "<disk type='block'><source dev='/second/data.raw'/><target dev='vda'/></disk>",
                "<disk type='volume'><source pool='second' volume='data.raw'/><target dev='vda'/></disk>",
                "<disk type='file' device='floppy'><source file='/second/data.raw'/><target dev='fda'/></disk>",
                "<disk type='file'><source file='/second/../second/data.raw'/><target dev='vda'/></disk>"
            })
    void namesTheRunningDomainThatWritesToAFile(String disk) {
        driver.run("other", disk);

        assertThat(holders("qemu+ssh://linux-box/system").of(List.of("/pool/top.qcow2", "/second/data.raw")))
                .contains(new Unavailable(
                        "the running domain 'other' has /second/data.raw open for writing",
                        "shut it down: virsh -c qemu+ssh://linux-box/system shutdown other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<disk type='file'><source file='/second/data.raw'/><target dev='vda'/><readonly/></disk>",
                "<disk type='file' device='cdrom'><source file='/second/data.raw'/><target dev='hdc'/></disk>",
                "<disk type='file'><source file='/pool/own.qcow2'/><target dev='vda'/>"
                        + "<backingStore type='file'><format type='raw'/><source file='/second/data.raw'/></backingStore></disk>"
            })
    void mindsNobodyWhoOnlyReads(String disk) {
        driver.run("other", disk);

        assertThat(holders("qemu+ssh://linux-box/system").of(List.of("/second/data.raw")))
                .isEmpty();
    }

    @Test
    void mindsNoDomainThatDoesNotRun() {
        assertThat(holders("qemu+ssh://linux-box/system").of(List.of("/pool/tiny-base.qcow2")))
                .isEmpty();
    }

    @Test
    void seesThroughSymbolicLinksOfThisMachine() throws IOException {
        Path disk = Files.createFile(folder.resolve("disk.raw"));
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), disk);
        driver.run("other", "<disk type='file'><source file='" + link + "'/><target dev='vda'/></disk>");

        assertThat(holders("qemu:///system").of(List.of(disk.toString()))).isPresent();
        assertThat(holders("qemu+ssh://linux-box/system").of(List.of(disk.toString())))
                .isEmpty();
    }

    private DiskHolders holders(String url) {
        ConnectionUrl hypervisor = new ConnectionUrl(url);
        return new DiskHolders(driver.hypervisor(), hypervisor, HostPaths.of(hypervisor));
    }
}
