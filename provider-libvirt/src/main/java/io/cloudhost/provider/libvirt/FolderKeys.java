package io.cloudhost.provider.libvirt;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.AccessMode;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Multidevs;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys of the folders that a guest is to have. Refuses what no hypervisor does; what can be seen only there is looked at
 * by {@link FolderCheck}.
 */
final class FolderKeys {

    /** The section whose sections are the folders, each named by its tag. */
    static final String SECTION = "fsMapping";

    static final SettingKey<String> HOST_PATH = SettingKey.scalar(
                    "hostPath",
                    "absolute path",
                    "The folder, on the hypervisor's machine. Must be given.",
                    FolderKeys::absolute)
            .example("/srv/data");

    static final SettingKey<Boolean> READ_ONLY = SettingKey.flag(
                    "readOnly", "Whether the guest may only read what is in it.")
            .example("false");

    static final SettingKey<Driver> DRIVER = SettingKey.scalar(
                    "driver",
                    "9p or virtiofs",
                    "How the guest gets at it: '9p' by QEMU itself, 'virtiofs' by a daemon, which is faster, and gives the clone"
                            + " memory that it shares with it.",
                    FolderKeys::driver)
            .example("virtiofs");

    static final SettingKey<AccessMode> ACCESS_MODE = SettingKey.choice(
                    "accessMode",
                    "Whose files the guest's are on the hypervisor's machine: 'passthrough', those of the guest's users, as far as"
                            + " QEMU may; 'mapped', QEMU's own, the guest's users kept in extended attributes; 'squash', as"
                            + " passthrough, but what QEMU may not do is left undone in silence. With virtiofs, passthrough only.",
                    AccessMode.class)
            .example("mapped");

    static final SettingKey<Multidevs> MULTIDEVS = SettingKey.choice(
                    "multidevs",
                    "What becomes of files below it that are on other file systems, and may have the same numbers: 'remap' gives"
                            + " them others, 'forbid' refuses them, 'warn' writes to QEMU's log, 'default' is QEMU's own choice."
                            + " For 9p only.",
                    Multidevs.class)
            .example("remap");

    static final SettingKey<String> FILE_MODE = SettingKey.scalar(
                    "fmode",
                    "three octal digits",
                    "The mode that new files get on the hypervisor's machine, QEMU's 600 where it is missing. For accessMode ="
                            + " mapped only.",
                    FolderKeys::mode)
            .example("\"644\"");

    static final SettingKey<String> FOLDER_MODE = SettingKey.scalar(
                    "dmode",
                    "three octal digits",
                    "The mode that new folders get there, QEMU's 700 where it is missing. For accessMode = mapped only.",
                    FolderKeys::mode)
            .example("\"755\"");

    static final SettingsSchema SCHEMA =
            SettingsSchema.of(HOST_PATH, READ_ONLY, DRIVER, ACCESS_MODE, MULTIDEVS, FILE_MODE, FOLDER_MODE);

    /** What needs no quoting in a table of file systems, and is no option of a command. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_/.:@+-]*");

    private static final Pattern MODE = Pattern.compile("0?([0-7]{3})");

    private FolderKeys() {}

    /**
     * Reads all folders that are asked for.
     *
     * @param host the host's settings over their defaults
     * @return the mappings, none of them seen yet
     * @throws ConfigurationException when one of them cannot be, on whatever hypervisor
     */
    static List<FolderMapping> read(Settings host) {
        Settings folders = host.section(SECTION);
        return folders.keys().stream()
                .map(target -> read(target, folders.section(target)))
                .toList();
    }

    private static FolderMapping read(String target, Settings folder) {
        FolderMapping mapping = new FolderMapping(
                target,
                folder.get(HOST_PATH),
                folder.get(READ_ONLY),
                folder.get(DRIVER),
                folder.get(ACCESS_MODE),
                folder.get(MULTIDEVS),
                folder.find(FILE_MODE),
                folder.find(FOLDER_MODE),
                false);
        requireUsableTag(mapping, folder);
        requireFitting(mapping, folder);
        return mapping;
    }

    private static void requireUsableTag(FolderMapping mapping, Settings folder) {
        if (!TAG.matcher(mapping.target()).matches()) {
            throw new ConfigurationException(
                    folder.path(),
                    folder.origin(),
                    "the name is the tag that the guest mounts the folder by. It may have letters, digits and any of"
                            + " _/.:@+- in it, and begins with a letter, a digit, _ or /");
        }
        int longest = mapping.driver().longestTarget();
        if (mapping.target().length() > longest) {
            throw new ConfigurationException(
                    folder.path(),
                    folder.origin(),
                    "the name is the tag that the guest mounts the folder by, and has "
                            + mapping.target().length() + " characters. With driver = " + mapping.driver()
                            + " it may have " + longest);
        }
    }

    private static void requireFitting(FolderMapping mapping, Settings folder) {
        if (mapping.driver() == Driver.VIRTIOFS) {
            if (mapping.accessMode() != AccessMode.PASSTHROUGH) {
                throw folder.refusal(
                        ACCESS_MODE, "virtiofs has passthrough only. Set it to passthrough, or set driver = 9p");
            }
            if (mapping.multidevs() != Multidevs.DEFAULT) {
                throw folder.refusal(MULTIDEVS, "is for 9p only. Set it to default, or set driver = 9p");
            }
        }
        if (mapping.accessMode() != AccessMode.MAPPED) {
            Stream.of(FILE_MODE, FOLDER_MODE).filter(folder::has).findFirst().ifPresent(key -> {
                throw folder.refusal(
                        key,
                        "is for accessMode = mapped only, and it is " + mapping.accessMode()
                                + ": then the guest says itself which mode a file gets");
            });
        }
    }

    private static String absolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "must be an absolute path: the hypervisor works in another folder than this process");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must not have control characters in it");
        }
        return path;
    }

    private static Driver driver(String text) {
        return Stream.of(Driver.values())
                .filter(driver -> driver.toString().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be 9p or virtiofs"));
    }

    private static String mode(String text) {
        Matcher matcher = MODE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be three octal digits, e.g. 640");
        }
        return "0" + matcher.group(1);
    }
}
