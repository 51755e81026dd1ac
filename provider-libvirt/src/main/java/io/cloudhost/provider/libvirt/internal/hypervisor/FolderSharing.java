package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Optional;
import java.util.Set;

/**
 * Say how a hypervisor can share folders of its machine with guests.
 *
 * @param drivers the types of drivers that it has, in libvirt's words; empty where it does not tell
 * @param version libvirt's version there: a million for each major number, a thousand for each minor one
 */
public record FolderSharing(Optional<Set<String>> drivers, long version) {

    /** As libvirt's release notes say. */
    private static final long READ_ONLY_VIRTIOFS = 11_000_000;

    /** Copy the drivers. */
    public FolderSharing {
        drivers = drivers.map(Set::copyOf);
    }

    /**
     * Tell whether it says that it has a driver.
     *
     * @param type the driver's type in libvirt's words
     * @return whether it has; true where it does not tell
     */
    public boolean mayHave(String type) {
        return drivers.map(known -> known.contains(type)).orElse(true);
    }

    /**
     * Tell whether virtiofs can share a folder that guests only read.
     *
     * @return whether it can
     */
    public boolean hasReadOnlyVirtiofs() {
        return version >= READ_ONLY_VIRTIOFS;
    }

    /**
     * Return libvirt's version for people.
     *
     * @return e.g. {@code 9.0.0}
     */
    public String versionText() {
        return version / 1_000_000 + "." + version / 1_000 % 1_000 + "." + version % 1_000;
    }
}
