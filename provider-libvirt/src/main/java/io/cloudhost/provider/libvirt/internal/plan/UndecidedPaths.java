package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds files, devices and sockets of the base that an element still names when its rule is done with it: nobody has
 * decided whether a clone may have them. So what this version of cloudhost does not know yet is refused where it could do
 * harm, and passes where it cannot. In an element that it knows, a path is told by its form; in another, also by what it is
 * called.
 */
final class UndecidedPaths {

    private static final Pattern RESOURCE = Pattern.compile("^(/|(file|unix|tcp|udp|nbd|vsock):).*", Pattern.DOTALL);

    /**
     * Programs, firmware and certificates, which are only read; devices and servers that are there for many; and what is no
     * path, whatever it looks like.
     */
    private static final Set<String> HARMLESS = Set.of(
            "emulator",
            "bootloader",
            "bootloader_args",
            "binary@path",
            "script@path",
            "downscript@path",
            "rom@file",
            "entry@file",
            "database",
            "graphics@xauth",
            "graphics@passwd",
            "audio@serverName",
            "root",
            "loader",
            "nvram@template",
            "varstore@template",
            "kernel",
            "initrd",
            "cmdline",
            "dtb",
            "shim",
            "table",
            "entry",
            "gl@rendernode",
            "driver@rendernode",
            "acceleration@rendernode",
            "backend@tap",
            "backend@vhost",
            "partition",
            "input@dev",
            "output@dev",
            "description",
            "target@dir",
            "init",
            "initarg",
            "initenv",
            "initdir");

    /** Whatever is in these is for others, not for libvirt; is keys and measurements; or is decided on as a whole. */
    private static final Set<String> NOT_LOOKED_INTO =
            Set.of("metadata", "launchSecurity", "filesystem", "rng", "blkiotune");

    /** The domain's own elements and its devices, as libvirt has them. What they are called in these is no news. */
    private static final Set<String> KNOWN = Set.of(
            "audio",
            "blkiotune",
            "bootloader",
            "bootloader_args",
            "channel",
            "clock",
            "console",
            "controller",
            "cpu",
            "cputune",
            "crypto",
            "currentMemory",
            "defaultiothread",
            "description",
            "disk",
            "emulator",
            "features",
            "filesystem",
            "genid",
            "graphics",
            "hostdev",
            "hub",
            "hwuuid",
            "idmap",
            "input",
            "interface",
            "iommu",
            "iothreadids",
            "iothreads",
            "keywrap",
            "launchSecurity",
            "lease",
            "maxMemory",
            "memballoon",
            "memory",
            "memoryBacking",
            "memtune",
            "metadata",
            "name",
            "numatune",
            "nvram",
            "on_crash",
            "on_lockfailure",
            "on_poweroff",
            "on_reboot",
            "os",
            "panic",
            "parallel",
            "perf",
            "pm",
            "pstore",
            "redirdev",
            "redirfilter",
            "resource",
            "rng",
            "seclabel",
            "serial",
            "shmem",
            "smartcard",
            "sound",
            "sysinfo",
            "throttlegroups",
            "title",
            "tpm",
            "uuid",
            "vcpu",
            "vcpus",
            "video",
            "vsock",
            "watchdog");

    /** Names of attributes and elements whose value only one domain may be able to have, whatever it looks like. */
    private static final Set<String> TELLING =
            Set.of("address", "dev", "file", "host", "path", "port", "service", "socket");

    /** Where a device is in the machine, in the same words. */
    private static final String PLACE = "address";

    private UndecidedPaths() {}

    /** Refuses the element where it names such a thing. */
    static Optional<Decision> refuse(XmlElement element, String name, Draft draft) {
        if (NOT_LOOKED_INTO.contains(element.name()) && element.namespace().isEmpty()) {
            return Optional.empty();
        }
        Stream<String> paths = element.descendants()
                .flatMap(UndecidedPaths::values)
                .filter(value -> !draft.isOwn(value))
                .map(value -> "names " + value + ", which a clone might write to");
        boolean known = element.namespace().isEmpty() && KNOWN.contains(element.name());
        Stream<String> others = known
                ? Stream.empty()
                : element.descendants()
                        .flatMap(UndecidedPaths::called)
                        .map(value -> "is not known, and names " + value + ", which a clone might share");
        return Stream.concat(paths, others)
                .findFirst()
                .map(reason -> ElementRule.refused(
                                name, reason, "remove it from the base, or make it the clone's own in another way")
                        .get(0));
    }

    /** Returns each value that is called as a resource is, with what it is called. */
    private static Stream<String> called(XmlElement element) {
        if (element.is(PLACE) && element.attribute("type").isPresent()) {
            return Stream.empty();
        }
        Stream<String> attributes = TELLING.stream()
                .sorted()
                .flatMap(name -> element.attribute(name).map(value -> name + " " + value).stream());
        Stream<String> text =
                TELLING.contains(element.name()) && element.children().isEmpty()
                        ? element.text().map(value -> element.name() + " " + value).stream()
                        : Stream.empty();
        return Stream.concat(attributes, text);
    }

    private static Stream<String> values(XmlElement element) {
        Stream<String> attributes = element.attributes().entrySet().stream()
                .filter(attribute -> !HARMLESS.contains(element.name() + "@" + attribute.getKey()))
                .map(Map.Entry::getValue);
        Stream<String> text =
                HARMLESS.contains(element.name()) || !element.children().isEmpty()
                        ? Stream.empty()
                        : element.text().stream();
        return Stream.concat(attributes, text)
                .filter(value -> RESOURCE.matcher(value).matches());
    }
}
