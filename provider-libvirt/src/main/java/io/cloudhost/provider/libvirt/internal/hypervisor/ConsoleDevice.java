package io.cloudhost.provider.libvirt.internal.hypervisor;

import org.jspecify.annotations.Nullable;

/** Opens one of a domain's devices as its console. */
@FunctionalInterface
interface ConsoleDevice {

    /** The first serial port, by the alias that libvirt gives it: firmware and kernels write there. */
    String SERIAL_PORT = "serial0";

    /**
     * Opens a device.
     *
     * @param alias its alias; null for libvirt's own choice, the first console
     * @throws HypervisorException when libvirt refuses
     */
    void open(@Nullable String alias);

    /**
     * Opens the first serial port; where there is none that can be read, libvirt's own choice. That may be another device
     * beside a serial port, which therefore must not be taken for one that is only in use.
     */
    static void openFirst(ConsoleDevice device) {
        try {
            device.open(SERIAL_PORT);
        } catch (HypervisorException e) {
            if (!e.isInternal()) {
                throw e;
            }
            device.open(null);
        }
    }
}
