package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a guest its name by the system serial number of its SMBIOS tables, the one thing of them that cloud-init takes for
 * its settings.
 */
final class SystemSerial {

    /** Where QEMU and libvirt both have such tables. */
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "i686", "aarch64");

    private SystemSerial() {}

    /** Gives a base that says nothing of its tables an element to say it in. */
    static void makeRoom(XmlElement domain, Draft draft) {
        if (draft.guestHostName().isPresent() && domain.children("sysinfo").noneMatch(SystemSerial::isSmbios)) {
            domain.append("sysinfo").setAttribute("type", "smbios");
        }
    }

    /** Writes the name. Returns what was done, where a name is asked for and this is where it belongs. */
    static Optional<String> write(XmlElement sysinfo, Draft draft) {
        return draft.guestHostName().filter(name -> isSmbios(sysinfo)).map(name -> {
            String serial = "ds=nocloud;i=" + draft.identity().uuid() + ";h=" + name;
            XmlElement system = sysinfo.childOrNew("system");
            Optional<XmlElement> ofTheBase = system.children("entry")
                    .filter(entry ->
                            entry.attribute("name").filter("serial"::equals).isPresent())
                    .findFirst();
            ofTheBase.orElseGet(() -> newSerial(system)).setText(serial);
            return "system serial number " + (ofTheBase.isPresent() ? "replaced" : "added")
                    + ", to tell the guest its name: " + serial;
        });
    }

    /** Lets the guest see what is written, where a name is asked for. */
    static List<Decision> show(XmlElement os, Draft draft) {
        if (draft.guestHostName().isEmpty()) {
            return List.of();
        }
        Optional<String> unsuitable = os.child("type")
                .flatMap(type -> type.attribute("arch"))
                .filter(architecture -> !ARCHITECTURES.contains(architecture));
        if (unsuitable.isPresent()) {
            return ElementRule.refused(
                    "os type",
                    "a machine of " + unsuitable.get() + " has no SMBIOS tables, which could tell the guest its name",
                    "set guestHostname = false");
        }
        Optional<String> mode = os.child("smbios").flatMap(smbios -> smbios.attribute("mode"));
        if (mode.filter("host"::equals).isPresent()) {
            return ElementRule.refused(
                    "os smbios",
                    "the guest sees the SMBIOS tables of the hypervisor's machine, which do not tell it its name",
                    "remove <smbios mode='host'/> from the base, or set guestHostname = false");
        }
        if (mode.filter("sysinfo"::equals).isPresent()) {
            return List.of();
        }
        os.childOrNew("smbios").setAttribute("mode", "sysinfo");
        return ElementRule.rewritten("os smbios", "mode sysinfo, so that the guest is told its name");
    }

    private static boolean isSmbios(XmlElement sysinfo) {
        return sysinfo.attribute("type").filter("smbios"::equals).isPresent();
    }

    private static XmlElement newSerial(XmlElement system) {
        XmlElement entry = system.append("entry");
        entry.setAttribute("name", "serial");
        return entry;
    }
}
