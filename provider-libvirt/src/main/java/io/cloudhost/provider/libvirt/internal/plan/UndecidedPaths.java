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
 * harm, and passes where it cannot.
 */
final class UndecidedPaths {

    private static final Pattern RESOURCE = Pattern.compile("^(/|(file|unix|tcp|udp|nbd|vsock):).*", Pattern.DOTALL);

    /** Programs, firmware and certificates, which are only read, and devices that the kernel shares out itself. */
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
            "device@path",
            "path@device",
            "partition",
            "input@dev",
            "output@dev",
            "description",
            "target@dir",
            "init",
            "initarg",
            "initenv",
            "initdir");

    /** Whatever is in these is for others, not for libvirt; or it has been decided on as a whole. */
    private static final Set<String> NOT_LOOKED_INTO = Set.of("metadata", "filesystem", "rng", "blkiotune");

    private UndecidedPaths() {}

    /** Refuses the element where it names such a thing. */
    static Optional<Decision> refuse(XmlElement element, String name, Draft draft) {
        if (NOT_LOOKED_INTO.contains(element.name()) && element.namespace().isEmpty()) {
            return Optional.empty();
        }
        return element.descendants()
                .flatMap(UndecidedPaths::values)
                .filter(value -> !draft.isOwn(value))
                .findFirst()
                .map(value -> ElementRule.refused(
                                name,
                                "names " + value + ", which a clone might write to",
                                "remove it from the base, or make it the clone's own in another way")
                        .get(0));
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
