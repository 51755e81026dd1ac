package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import org.junit.jupiter.api.Test;

class QemuArgumentsTest {

    private static final String IMAGE =
            "-blockdev '{\"driver\":\"file\",\"filename\":\"/fw/CODE.fd\",\"node-name\":\"libvirt-pflash0-storage\",\"discard\":\"unmap\"}' ";
    private static final String VARIABLES =
            "-blockdev '{\"driver\":\"file\",\"filename\":\"/nvram/a b_VARS.fd\",\"node-name\":\"libvirt-pflash1-storage\"}' ";
    private static final String SECURE = "-global driver=cfi.pflash01,property=secure,value=on ";

    @Test
    void tellsTheFirmwareAndWhereItsVariablesAre() {
        assertThat(QemuArguments.firmware("qemu -machine q35,smm=off " + IMAGE + VARIABLES))
                .contains(new SelectedFirmware("/fw/CODE.fd", "/nvram/a b_VARS.fd", false));
    }

    @Test
    void tellsWhetherTheVariablesAreGuarded() {
        assertThat(QemuArguments.firmware(SECURE + IMAGE + VARIABLES))
                .contains(new SelectedFirmware("/fw/CODE.fd", "/nvram/a b_VARS.fd", true));
    }

    @Test
    void tellsNothingOfAMachineWithoutVariables() {
        assertThat(QemuArguments.firmware("qemu -bios /usr/share/seabios/bios.bin"))
                .isEmpty();
        assertThat(QemuArguments.firmware(IMAGE)).isEmpty();
    }

    @Test
    void readsAPathWithAQuoteInIt() {
        assertThat(QemuArguments.firmware(IMAGE + VARIABLES.replace("a b", "it'\\''s")))
                .contains(new SelectedFirmware("/fw/CODE.fd", "/nvram/it's_VARS.fd", false));
    }

    @Test
    void tellsNothingOfAPathThatIsEscaped() {
        assertThat(QemuArguments.firmware(IMAGE + VARIABLES.replace("a b", "a\\\"b")))
                .isEmpty();
    }
}
