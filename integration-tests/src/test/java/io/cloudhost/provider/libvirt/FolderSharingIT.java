package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.FolderSharing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.SharedConnections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What a real libvirt tells of the folders that it can share; its driver for tests tells nothing. */
class FolderSharingIT {

    @Test
    void tellsTheDriversOfABasesQemuAndItsOwnVersion() throws IOException {
        FolderSharing sharing;
        try (Hypervisor hypervisor = SharedConnections.ofThisProcess().connect(new ConnectionUrl("qemu:///system"))) {
            sharing = hypervisor.folderSharing(
                    hypervisor.domain("tiny-base").orElseThrow().xml());
        }

        assertThat(sharing.drivers())
                .get(InstanceOfAssertFactories.collection(String.class))
                .contains("path", "virtiofs");
        Process virsh = new ProcessBuilder("virsh", "-c", "qemu:///system", "version", "--daemon").start();
        assertThat(new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Running against daemon: " + sharing.versionText() + "\n");
    }
}
