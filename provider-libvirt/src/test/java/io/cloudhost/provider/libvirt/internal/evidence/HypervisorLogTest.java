package io.cloudhost.provider.libvirt.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HypervisorLogTest {

    private static final ConnectionUrl LOCAL = new ConnectionUrl("qemu:///system");

    @TempDir
    Path folder;

    @Test
    void isReadToItsEnd() throws IOException {
        Files.writeString(folder.resolve("box-1.log"), "qemu: all is well\n");

        assertThat(HypervisorLog.in(LOCAL, folder, "box-1").tail()).asString().isEqualTo("qemu: all is well\n");
    }

    @Test
    void isReadFromTheEndWhereItIsLong() throws IOException {
        Files.writeString(folder.resolve("box-1.log"), "a".repeat(1000) + "b".repeat(256 * 1024));

        assertThat(HypervisorLog.in(LOCAL, folder, "box-1").tail()).asString().isEqualTo("b".repeat(256 * 1024));
    }

    @Test
    void saysWhereItIsNotThere() {
        assertThatThrownBy(() -> HypervisorLog.of(LOCAL, "no-such-domain").tail())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it cannot be read: /var/log/libvirt/qemu/no-such-domain.log (");
    }

    @Test
    void isLookedForInTheHomeOfWhoRunsASession() {
        assertThatThrownBy(() -> HypervisorLog.of(new ConnectionUrl("qemu:///session"), "no-such-domain")
                        .tail())
                .hasMessageContaining("/libvirt/qemu/log/no-such-domain.log (");
    }

    @Test
    void saysWhereItLiesOnAnotherMachine() {
        assertThatThrownBy(() -> HypervisorLog.of(new ConnectionUrl("qemu+ssh://user@linux-box/system"), "box-1")
                        .tail())
                .hasMessage("it lies on the machine of the hypervisor qemu+ssh://user@linux-box/system, as"
                        + " /var/log/libvirt/qemu/box-1.log");
    }
}
