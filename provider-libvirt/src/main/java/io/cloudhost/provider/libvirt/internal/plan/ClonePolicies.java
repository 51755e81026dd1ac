package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Say how to go about what can be had in more than one way.
 *
 * @param nvram the firmware's variables
 * @param tpm the state of an emulated TPM
 * @param hostDevices devices of the hypervisor's machine
 * @param guestHostname whether the guest is told a name of its own
 */
public record ClonePolicies(Nvram nvram, Tpm tpm, HostDevices hostDevices, boolean guestHostname) {

    /** What holds where nothing else is asked for. */
    public static final ClonePolicies DEFAULT = new ClonePolicies(Nvram.COPY, Tpm.FRESH, HostDevices.REFUSE, false);

    /** Say what the variables of a clone's firmware are. */
    public enum Nvram {
        /** The base's; those of the firmware's template where the base never ran, and so has none. */
        COPY,
        /** Those of the firmware's template. */
        FRESH,
        /** A base with variables is not cloned. */
        REFUSE
    }

    /** Say what an emulated TPM remembers. */
    public enum Tpm {
        /** Nothing. */
        FRESH,
        /** A base with a TPM is not cloned. */
        REFUSE
    }

    /** Say what becomes of devices that have one owner. */
    public enum HostDevices {
        /** A base with one is not cloned. */
        REFUSE,
        /** The clone does not have them. */
        DROP
    }
}
