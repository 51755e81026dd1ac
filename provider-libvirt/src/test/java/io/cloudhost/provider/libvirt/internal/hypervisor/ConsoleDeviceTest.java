package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.libvirt.Error;
import org.libvirt.jna.virError;

class ConsoleDeviceTest {

    /** VIR_ERR_INTERNAL_ERROR and VIR_ERR_OPERATION_FAILED. */
    private static final int INTERNAL = 1;

    private static final int FAILED = 9;

    private final HypervisorException missing = refusal(INTERNAL, "cannot find character device serial0");
    private final HypervisorException inUse = refusal(FAILED, "Active console session exists for this domain");
    private final List<String> opened = new ArrayList<>();
    private final Queue<HypervisorException> refusals = new ArrayDeque<>();

    @Test
    void isTheSerialPort() {
        ConsoleDevice.openFirst(this::open);

        assertThat(opened).containsExactly("serial0");
    }

    @Test
    void isLibvirtsOwnChoiceWhereThereIsNoSerialPort() {
        refusals.add(missing);

        ConsoleDevice.openFirst(this::open);

        assertThat(opened).containsExactly("serial0", null);
    }

    @Test
    void isNoOtherWhereTheSerialPortIsInUse() {
        refusals.add(inUse);

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> ConsoleDevice.openFirst(this::open))
                .isSameAs(inUse);
        assertThat(opened).containsExactly("serial0");
    }

    @Test
    void isNoneWhereLibvirtsOwnChoiceIsRefusedToo() {
        refusals.add(missing);
        refusals.add(inUse);

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> ConsoleDevice.openFirst(this::open))
                .isSameAs(inUse);
    }

    private void open(String alias) {
        opened.add(alias);
        HypervisorException refusal = refusals.poll();
        if (refusal != null) {
            throw refusal;
        }
    }

    private static HypervisorException refusal(int code, String message) {
        virError said = new virError();
        said.code = code;
        said.message = message;
        return HypervisorException.of(message, new Error(said));
    }
}
