package io.cloudhost.provider.libvirt.corpus;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * No path of the base is in the clone, but where libvirt only reads what is there.
 *
 * <p>Those places are listed, so that a path in any other place counts, elements that nobody knows included.
 */
final class PathCheck {

    private static final Set<String> HARMLESS = Set.of("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom");

    private static final Set<String> READ = Set.of(
            "devices/emulator",
            "os/bootloader",
            "os/kernel",
            "os/initrd",
            "os/dtb",
            "os/acpi/table",
            "os/nvram/@template",
            "os/init",
            "os/initarg",
            "os/initdir",
            "bootloader",
            "sysinfo/entry/@file",
            "devices/interface/rom/@file",
            "devices/hostdev/rom/@file",
            "devices/interface/script/@path",
            "devices/interface/downscript/@path",
            "devices/filesystem/binary/@path",
            "devices/smartcard/certificate",
            "devices/smartcard/database",
            "devices/rng/backend");

    /** Used together with others by design: a map of the host, its graphics processor, its network's device nodes. */
    private static final Set<String> USED_TOGETHER = Set.of(
            "devices/filesystem/source/@dir",
            "devices/interface/backend/@tap",
            "devices/interface/backend/@vhost",
            "devices/graphics/gl/@rendernode",
            "devices/graphics/@xauth",
            "devices/graphics/@display",
            "devices/video/model/acceleration/@rendernode",
            "devices/audio/input/@dev",
            "devices/audio/output/@dev",
            "blkiotune/device/path",
            "resource/partition");

    /** Words for people or for the guest, that the host does not open. */
    private static final Set<String> WORDS = Set.of(
            "description",
            "os/cmdline",
            "os/root",
            "bootloader_args",
            "devices/filesystem/target/@dir",
            "devices/channel/target/@name");

    private static final Pattern FREE_TEXT = Pattern.compile("(metadata|sysinfo|qemu:commandline|qemu:override)/.*");

    private PathCheck() {}

    static void check(Comparison comparison) {
        Set<String> ofTheBase = Xml.values(comparison.base()).stream()
                .filter(Xml.Value::isPath)
                .map(Xml.Value::text)
                .collect(Collectors.toSet());
        Xml.values(comparison.cloned()).stream()
                .filter(value -> value.isPath() && ofTheBase.contains(value.text()))
                .filter(value -> !isShared(value))
                .forEach(value -> comparison.report(value.where(), "is the base's: " + value.text()));
    }

    private static boolean isShared(Xml.Value value) {
        String place = value.place();
        return HARMLESS.contains(value.text())
                || READ.contains(place)
                || USED_TOGETHER.contains(place)
                || WORDS.contains(place)
                || FREE_TEXT.matcher(place).matches()
                || (place.equals("os/loader") && isReadFirmware(value.element()))
                || (place.startsWith("devices/disk/") && isReadDisk(value))
                || (place.startsWith("devices/filesystem/source/") && isReadFilesystem(value.element()))
                || (place.startsWith("devices/rng/backend/source/") && Xml.has(value.element(), "mode", "connect"));
    }

    /** Flash memory is opened for writing unless it is said to be read-only; a ROM is never written to. */
    private static boolean isReadFirmware(Element loader) {
        return !Xml.has(loader, "type", "pflash") || Xml.has(loader, "readonly", "yes");
    }

    private static boolean isReadDisk(Xml.Value value) {
        String inDisk = value.place().substring("devices/disk/".length());
        return inDisk.startsWith("backingStore/") || !DiskCheck.isWritable(ancestor(value.element(), "disk"));
    }

    private static boolean isReadFilesystem(Element source) {
        boolean readOnly =
                Xml.child((Element) source.getParentNode(), "readonly").isPresent();
        return readOnly && !source.hasAttribute("socket");
    }

    private static Element ancestor(Element element, String name) {
        return Xml.name(element).equals(name) ? element : ancestor((Element) element.getParentNode(), name);
    }
}
