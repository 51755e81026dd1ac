package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionRemedyTest {

    private static final String SOCKET_DENIED =
            "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied";

    @Test
    void anAccountThatMayNotUseTheSocketIsToldTheCommandThatLetsIt() {
        assertThat(LibvirtConnector.remedy(new ConnectionUrl("qemu:///system"), SOCKET_DENIED))
                .isEqualTo("Let this account use libvirt, with a new login after it: sudo usermod -aG libvirt "
                        + System.getProperty("user.name"));
    }

    @Test
    void ofAnotherMachineItIsTheAccountThere() {
        assertThat(LibvirtConnector.remedy(new ConnectionUrl("qemu+ssh://ada@box/system"), SOCKET_DENIED))
                .isEqualTo(
                        "Let the account there use libvirt, with a new login after it: sudo usermod -aG libvirt ada");
        assertThat(LibvirtConnector.remedy(new ConnectionUrl("qemu+ssh://box/system"), SOCKET_DENIED))
                .endsWith("sudo usermod -aG libvirt ACCOUNT");
    }

    @Test
    void aLoginThatIsDeniedIsNotTheSockets() {
        assertThat(LibvirtConnector.remedy(
                        new ConnectionUrl("qemu+ssh://ada@libvirt-box/system"),
                        "Cannot recv data: ada@libvirt-box: Permission denied (publickey)."))
                .isEqualTo("Check that 'ssh' logs in there without asking, and that the account may use libvirt (group"
                        + " libvirt)");
    }

    @Test
    void anotherThreadIsToldTheSameRemedy() {
        HypervisorException first = new HypervisorException("cannot connect", "Start it", null);

        assertThat(first.again())
                .hasMessage("cannot connect. Start it")
                .hasCause(first)
                .extracting(HypervisorException::problem)
                .isEqualTo("cannot connect");
        assertThat(first.again().remedy()).contains("Start it");
    }
}
