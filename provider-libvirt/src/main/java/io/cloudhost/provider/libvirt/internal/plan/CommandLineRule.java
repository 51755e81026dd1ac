package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses what is passed on to QEMU unseen by libvirt and names something that clones would share: nobody would keep them
 * apart there.
 */
final class CommandLineRule implements ElementRule {

    private static final String NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0";
    private static final Set<String> ELEMENTS = Set.of("commandline", "override", "capabilities", "deprecation");

    /** Options whose value is a file, an address or an identity, whatever it looks like. */
    private static final Set<String> OPTIONS = Set.of(
            "hda",
            "hdb",
            "hdc",
            "hdd",
            "fda",
            "fdb",
            "cdrom",
            "sd",
            "mtdblock",
            "pflash",
            "drive",
            "blockdev",
            "gdb",
            "s",
            "qmp",
            "qmp-pretty",
            "incoming",
            "vnc",
            "spice",
            "pidfile",
            "loadvm",
            "mem-path",
            "uuid",
            "redir",
            "serial",
            "parallel",
            "debugcon",
            "D",
            "fsdev",
            "virtfs",
            "readconfig",
            "tb-size-file",
            "plugin",
            "add-fd");

    /** Names of properties whose value is such a thing, and values that are one by their form. */
    private static final Pattern RESOURCE = Pattern.compile(
            "(^|[,:.{\"' ])(file|path|filename|mem-path|hostfwd|guestfwd|host|hostbus|hostaddr"
                    + "|sysfsdev|evdev|logfile|socket|wwn|mac|macaddr|uuid|guest-cid|vhostfd|addr\\.path)[\"']?\\s*[=:]"
                    + "|(^|[=,:\"' ])(/(?!dev/(u?random|null|zero|kvm)\\b)|(tcp|udp|unix|telnet|websocket|nbd|rbd|iscsi|ssh|https?|ftps?|vsock|fd):)");

    /** These files are only read: QEMU hands them to the guest. */
    private static final Pattern READ = Pattern.compile("^name=[^,]*,file=[^,]*$|^(file=)?[^,=]*\\.(aml|dtb)$");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.namespace().equals(NAMESPACE) || !ELEMENTS.contains(element.name())) {
            return NOT_MINE;
        }
        String name = "qemu:" + element.name();
        return element.descendants()
                .flatMap(CommandLineRule::values)
                .filter(CommandLineRule::isResource)
                .findFirst()
                .map(value -> ElementRule.refused(
                        name,
                        "'" + value + "' names something that clones would share",
                        "describe it with libvirt's own elements"))
                .orElseGet(() -> ElementRule.kept(name, "part of the machine"));
    }

    private static Stream<String> values(XmlElement argument) {
        return Stream.of("value", "file").map(argument::attribute).flatMap(Optional::stream);
    }

    private static boolean isResource(String value) {
        if (value.startsWith("-") && OPTIONS.contains(value.replaceFirst("^--?", ""))) {
            return true;
        }
        return RESOURCE.matcher(value).find() && !READ.matcher(value).find();
    }
}
