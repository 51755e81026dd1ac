package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Passes on what libvirt hands to QEMU unseen only where it is known to name nothing that clones would share: nobody would
 * keep them apart there.
 */
final class CommandLineRule implements ElementRule {

    private static final String NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0";

    /** The elements that an override consists of. */
    private static final Set<String> OVERRIDE = Set.of("override", "device", "frontend", "property");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.namespace().equals(NAMESPACE)) {
            return NOT_MINE;
        }
        return switch (element.name()) {
            case "commandline" ->
                draft.guestHostName().isPresent() && setsSystemSerial(element)
                        ? ElementRule.refused(
                                "qemu:commandline",
                                "its -smbios sets the system's serial number, which hides the one that tells the guest its name",
                                "describe it with libvirt's own elements, or set guestHostname = false")
                        : decided(element, unknownOnCommandLine(element));
            case "override" -> decided(element, unknownInOverride(element));
            // Words for libvirt about QEMU itself.
            case "capabilities", "deprecation" -> decided(element, Optional.empty());
            default -> NOT_MINE;
        };
    }

    private static List<Decision> decided(XmlElement element, Optional<String> unknown) {
        String name = "qemu:" + element.name();
        return unknown.map(value -> ElementRule.refused(
                        name, "'" + value + "' is not known to be harmless", "describe it with libvirt's own elements"))
                .orElseGet(() -> ElementRule.kept(name, "part of the machine"));
    }

    private static boolean setsSystemSerial(XmlElement commandLine) {
        return arguments(commandLine).stream().anyMatch(QemuArgument::setsSystemSerial);
    }

    private static Optional<String> unknownOnCommandLine(XmlElement commandLine) {
        // A variable's value may be a secret, so that only its name is told.
        Stream<String> others = commandLine.children().stream()
                .filter(child -> !child.name().equals("arg"))
                .filter(child -> !child.name().equals("env") || !isHarmless(child))
                .map(child -> child.attribute("name").orElse(child.name()));
        return arguments(commandLine).stream()
                .filter(argument -> !argument.isHarmless())
                .map(QemuArgument::toString)
                .findFirst()
                .or(others::findFirst);
    }

    private static List<QemuArgument> arguments(XmlElement commandLine) {
        return QemuArgument.parse(commandLine.children().stream()
                .filter(child -> child.name().equals("arg"))
                .map(argument -> argument.attribute("value").orElse(""))
                .toList());
    }

    private static Optional<String> unknownInOverride(XmlElement override) {
        return override.descendants()
                .filter(part ->
                        !OVERRIDE.contains(part.name()) || (part.name().equals("property") && !isHarmless(part)))
                .findFirst()
                .map(part -> part.attribute("name")
                        .map(name -> name + "=" + part.attribute("value").orElse(""))
                        .orElse(part.name()));
    }

    private static boolean isHarmless(XmlElement setting) {
        return QemuArgument.isHarmlessSetting(
                setting.attribute("name").orElse(""), setting.attribute("value").orElse(""));
    }
}
