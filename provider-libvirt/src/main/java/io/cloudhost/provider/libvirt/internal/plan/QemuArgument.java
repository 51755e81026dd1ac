package io.cloudhost.provider.libvirt.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An option of QEMU's with its value.
 *
 * @param option with its hyphens, or whatever stands where an option is expected, e.g. an image
 * @param value what follows, for options that are known to have a value
 */
record QemuArgument(String option, Optional<String> value) {

    private static final Set<String> WITHOUT_VALUE = Set.of(
            "enable-kvm",
            "mem-prealloc",
            "no-acpi",
            "no-fd-bootchk",
            "no-hpet",
            "no-reboot",
            "no-shutdown",
            "no-user-config",
            "nodefaults",
            "usb",
            "win2k-hack");

    /** Devices that have no other side than the guest, or one that is another part of the machine. */
    private static final String DEVICES = "pcie-root-port|pcie-pci-bridge|pci-bridge|ioh3420|i82801b11-bridge"
            + "|x3130-upstream|xio3130-downstream|pxb|pxb-pcie|intel-iommu|amd-iommu|virtio-iommu-pci"
            + "|qemu-xhci|nec-usb-xhci|usb-ehci|piix3-usb-uhci|ich9-usb-(ehci|uhci)\\d"
            + "|usb-(hub|tablet|kbd|mouse|wacom-tablet|audio)"
            + "|virtio-(rng|balloon|keyboard|mouse|tablet|gpu|serial|scsi)(-pci|-device|-ccw)?|virtio-vga"
            + "|VGA|secondary-vga|bochs-display|ramfb|qxl|qxl-vga"
            + "|AC97|ES1370|intel-hda|ich9-intel-hda|hda-(duplex|micro|output)"
            + "|isa-debug-exit|pvpanic|pvpanic-pci|i6300esb|ib700|edu";

    private static final String OBJECTS =
            "iothread|memory-backend-memfd|memory-backend-ram|rng-builtin|rng-random|throttle-group";

    private static final String CHARACTER_DEVICES = "null|pty|ringbuf";

    /** These files are only read: QEMU hands them to the guest. */
    private static final String FIRMWARE_CONFIGURATION = "(name=)?[^,=]+,(file=[^,]+|string=.*)";

    private static final String TABLE = "(file=)?[^,=]+\\.aml";
    private static final String DEVICE_TREE = "[^,=]+\\.dtb";

    private static final Map<String, Predicate<String>> WITH_VALUE = Map.ofEntries(
            settings("M"),
            settings("accel"),
            settings("action"),
            settings("boot"),
            settings("compat"),
            settings("cpu"),
            settings("d"),
            settings("k"),
            settings("m"),
            settings("machine"),
            settings("msg"),
            settings("numa"),
            settings("overcommit"),
            settings("rtc"),
            settings("sandbox"),
            settings("smbios"),
            settings("smp"),
            settings("vga"),
            settings("watchdog-action"),
            settings("chardev", "(" + CHARACTER_DEVICES + ")(,.*)?"),
            settings("device", "(" + DEVICES + ")(,.*)?"),
            settings("object", "(" + OBJECTS + ")(,.*)?"),
            settings("global", "[\\w-]+\\.[^,=]+=[^,]*"),
            settings("set", "device\\.[^,=]+=[^,]*"),
            Map.entry("acpitable", Pattern.compile(TABLE).asMatchPredicate()),
            Map.entry("dtb", Pattern.compile(DEVICE_TREE).asMatchPredicate()),
            Map.entry(
                    "fw_cfg",
                    Pattern.compile(FIRMWARE_CONFIGURATION, Pattern.DOTALL).asMatchPredicate()));

    /** What names a file, a device, an address or an identity, even where its value is but a word or a number. */
    private static final Pattern RESOURCE = Pattern.compile(
            "(.*[-_.])?(addr|address|cid|connect|dev|evdev|fds?|guid|guestfwd|host|hostaddr|hostbus|hostdev|hostdevice"
                    + "|hostfwd|hostport|if|listen|localaddr|mac|macaddr|mcast|productid|smb|socket|sysfsdev|uuid"
                    + "|vendorid|vhostfds?|vnc|wwnn|wwn|wwpn)|.*(file|filename|path|dir|dumpdtb|ifname|pcap)",
            Pattern.CASE_INSENSITIVE);

    /** Where a device is on a bus of the machine. */
    private static final Pattern SLOT = Pattern.compile("(0x)?[0-9a-fA-F]+(\\.[0-7])?");

    /** A number, a word, or some words: no path, no address, nothing in which there could be more settings. */
    private static final Pattern PLAIN = Pattern.compile("[^/\\\\:{}\\[\\]]*");

    /** How a table of the system itself is asked for: QEMU reads the number as C does. Others have serials of their own. */
    private static final Pattern SYSTEM_TABLE = Pattern.compile("type=(0[xX])?0*1");

    /** Devices of the kernel that are there for all. */
    private static final Set<String> FOR_ALL = Set.of("/dev/null", "/dev/random", "/dev/urandom", "/dev/zero");

    /** Reads arguments as QEMU does: whatever follows an option that has a value is its value. */
    static List<QemuArgument> parse(List<String> arguments) {
        List<QemuArgument> parsed = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            boolean hasValue = WITH_VALUE.containsKey(name(option)) && i + 1 < arguments.size();
            parsed.add(new QemuArgument(option, hasValue ? Optional.of(arguments.get(++i)) : Optional.empty()));
        }
        return parsed;
    }

    /** Tells whether it is known to name nothing that clones would share. */
    boolean isHarmless() {
        String name = name(option);
        Predicate<String> harmless = WITH_VALUE.getOrDefault(name, set -> false);
        String set = value.orElse("");
        // An option where a value should be is a mistake, and whoever made it meant something else.
        return WITHOUT_VALUE.contains(name) || (harmless.test(set) && !set.startsWith("-"));
    }

    /** Tells whether it sets the system's serial number in the SMBIOS tables, which goes before one that libvirt sets. */
    boolean setsSystemSerial() {
        List<String> settings = List.of(value.orElse("").split(",", -1));
        return name(option).equals("smbios")
                && settings.stream().anyMatch(SYSTEM_TABLE.asMatchPredicate())
                && settings.stream().anyMatch(setting -> setting.startsWith("serial="));
    }

    /** Tells whether the setting is a plain one, of the machine itself. */
    static boolean isHarmlessSetting(String name, String value) {
        if (FOR_ALL.contains(value)) {
            return true;
        }
        boolean slot = name.equals("addr") && SLOT.matcher(value).matches();
        return PLAIN.matcher(value).matches()
                && (slot || !RESOURCE.matcher(name).matches());
    }

    @Override
    public String toString() {
        return value.map(set -> option + " " + set).orElse(option);
    }

    /** Returns an option's name; an argument that is no option has none. */
    private static String name(String option) {
        return option.startsWith("-") ? option.replaceFirst("^--?", "") : "";
    }

    private static Map.Entry<String, Predicate<String>> settings(String option) {
        return Map.entry(option, QemuArgument::areHarmless);
    }

    private static Map.Entry<String, Predicate<String>> settings(String option, String form) {
        Predicate<String> known = Pattern.compile(form).asMatchPredicate();
        return Map.entry(option, known.and(QemuArgument::areHarmless));
    }

    private static boolean areHarmless(String settings) {
        return Stream.of(settings.split(",", -1)).allMatch(setting -> {
            int equals = setting.indexOf('=');
            return isHarmlessSetting(equals < 0 ? "" : setting.substring(0, equals), setting.substring(equals + 1));
        });
    }
}
