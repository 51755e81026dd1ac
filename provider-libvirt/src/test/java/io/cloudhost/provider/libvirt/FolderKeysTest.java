package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.AccessMode;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Multidevs;
import io.cloudhost.testkit.TestSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderKeysTest {

    @Test
    void readsTheFoldersOfTheLibvirtGuideInTheSameWay() {
        assertThat(read("""
                        vagrant { hostPath = ${java.io.tmpdir}"/itest/vagrant", readOnly = true }
                        data    { hostPath = ${java.io.tmpdir}, readOnly = true, accessMode = "mapped" }
                        """))
                .containsExactlyInAnyOrder(
                        mapping(
                                "vagrant",
                                System.getProperty("java.io.tmpdir") + "/itest/vagrant",
                                true,
                                AccessMode.PASSTHROUGH),
                        mapping("data", System.getProperty("java.io.tmpdir"), true, AccessMode.MAPPED));
    }

    @Test
    void readsOnlyTheHostPathWhereNothingElseIsSaid() {
        assertThat(read("data.hostPath = /srv")).containsExactly(mapping("data", "/srv", true, AccessMode.PASSTHROUGH));
    }

    @Test
    void readsAllThatCanBeSaid() {
        assertThat(read("data { hostPath = /srv, readOnly = no, accessMode = Mapped, driver = 9P, multidevs = remap,"
                        + " fmode = 640, dmode = 0750 }"))
                .containsExactly(new FolderMapping(
                        "data",
                        "/srv",
                        false,
                        Driver.NINE_P,
                        AccessMode.MAPPED,
                        Multidevs.REMAP,
                        Optional.of("0640"),
                        Optional.of("0750"),
                        false));
    }

    @Test
    void readsNothingWhereNothingIsAskedFor() {
        assertThat(FolderKeys.read(TestSettings.forProvider(new LibvirtCloudHostProvider(), "h", "")))
                .isEmpty();
    }

    @Test
    void aHostMayHaveDefaultsOfItsOwn() {
        assertThat(FolderKeys.read(TestSettings.forProvider(new LibvirtCloudHostProvider(), "h", """
                        fsMapping { a.hostPath = /a, b { hostPath = /b, readOnly = true } }
                        fsMappingDefaults.readOnly = false
                        """)))
                .extracting(FolderMapping::readOnly)
                .containsExactlyInAnyOrder(false, true);
    }

    @Test
    void aFolderWithoutAPathIsRefused() {
        assertRefused(
                "data { readOnly = false }",
                "h.fsMapping.data.hostPath (test.conf:2): missing. It is: The folder, on the hypervisor's machine. Must be"
                        + " given.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostPath = srv/data | hostPath = \"srv/data\" | must be an absolute path: the hypervisor works in another"
                        + " folder than this process",
                "hostPath = /a, readOnly = maybe | readOnly = \"maybe\" | must be true or false",
                "hostPath = /a, accessMode = all | accessMode = \"all\" | must be passthrough or mapped or squash",
                "hostPath = /a, driver = nfs | driver = \"nfs\" | must be 9p or virtiofs",
                "hostPath = /a, multidevs = all | multidevs = \"all\" | must be default or remap or forbid or warn",
                "hostPath = /a, accessMode = mapped, fmode = 888 | fmode = \"888\" | must be three octal digits, e.g. 640",
                "hostPath = /a, accessMode = mapped, dmode = 01777 | dmode = \"01777\" | must be three octal digits, e.g. 640",
                "hostPath = /a, driver = virtiofs, accessMode = squash | accessMode = \"squash\" | virtiofs has passthrough"
                        + " only. Set it to passthrough, or set driver = 9p",
                "hostPath = /a, driver = virtiofs, multidevs = warn | multidevs = \"warn\" | is for 9p only. Set it to"
                        + " default, or set driver = 9p",
                "hostPath = /a, fmode = 640 | fmode = \"640\" | is for accessMode = mapped only, and it is passthrough: then"
                        + " the guest says itself which mode a file gets",
                "hostPath = /a, accessMode = squash, dmode = 750 | dmode = \"750\" | is for accessMode = mapped only, and it"
                        + " is squash: then the guest says itself which mode a file gets"
            })
    void whatCannotBeIsRefusedWithItsPlace(String folder, String named, String explanation) {
        assertRefused("data { " + folder + " }", "h.fsMapping.data." + named + " (test.conf:2): " + explanation);
    }

    @Test
    void aPathThatNoDomainCouldNameIsRefused() {
        assertRefused(
                "data.hostPath = \"/a\\u0000b\"",
                "h.fsMapping.data.hostPath = \"/a\0b\" (test.conf:2): must not have control characters in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" data\"", "\"my data\"", "\"\"", "\"a,b\"", "\"-o\"", "\"dat\u00e4\"", "\"a#b\""})
    void aTagThatIsNoneIsRefused(String tag) {
        assertRefused(
                tag + ".hostPath = /a",
                "h.fsMapping." + tag.replace("\"", "")
                        + " (test.conf:2): the name is the tag that the guest mounts the folder by. It may have"
                        + " letters, digits and any of _/.:@+- in it, and begins with a letter, a digit, _ or /");
    }

    /** As long as QEMU accepts: both limits were tried with QEMU 7.2. */
    @ParameterizedTest
    @CsvSource({"9p, 31, true", "virtiofs, 36, false"})
    void aTagThatIsTooLongIsRefused(String driver, int longest, boolean readOnly) {
        String folder =
                ".\"hostPath\" = /a\nfsMappingDefaults { driver = " + driver + ", readOnly = " + readOnly + " }";

        assertThat(FolderKeys.read(TestSettings.forProvider(
                        new LibvirtCloudHostProvider(), "h", "fsMapping." + "a".repeat(longest) + folder)))
                .hasSize(1);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> FolderKeys.read(TestSettings.forProvider(
                        new LibvirtCloudHostProvider(), "h", "fsMapping." + "a".repeat(longest + 1) + folder)))
                .withMessage("h.fsMapping." + "a".repeat(longest + 1)
                        + " (test.conf:1): the name is the tag that the guest mounts the folder by, and has "
                        + (longest + 1) + " characters. With driver = " + driver + " it may have " + longest);
    }

    private static void assertRefused(String folders, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(folders))
                .withMessage(message);
    }

    private static List<FolderMapping> read(String folders) {
        return FolderKeys.read(
                TestSettings.forProvider(new LibvirtCloudHostProvider(), "h", "fsMapping {\n" + folders + "\n}"));
    }

    private static FolderMapping mapping(String target, String hostPath, boolean readOnly, AccessMode accessMode) {
        return new FolderMapping(
                target,
                hostPath,
                readOnly,
                Driver.NINE_P,
                accessMode,
                Multidevs.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
