package io.cloudhost.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import org.junit.jupiter.api.Test;

class SettingsSchemaTest {

    private static final SettingKey<String> URL = SettingKey.text("libvirtURL", "The URL.");
    private static final SettingKey<String> BASE =
            SettingKey.text("libvirtBaseDomain", "The base.").alias("baseDomain");
    private static final SettingsSchema SCHEMA = SettingsSchema.of(URL, BASE)
            .withSection("SSH", SettingsSchema.of(SettingKey.text("command", "The command.")));

    private static final SettingKey<String> HOST_PATH = SettingKey.text("hostPath", "The path.");
    private static final SettingKey<Boolean> READ_ONLY = SettingKey.flag("readOnly", "Read-only.");
    private static final SettingKey<String> MODE = SettingKey.text("mode", "The mode.");
    private static final SettingsSchema NAMED =
            SettingsSchema.of().withNamedSections("folders", SettingsSchema.of(HOST_PATH, READ_ONLY, MODE));

    @Test
    void keysAliasesAndSectionsInAnyCaseAreKnown() {
        Settings settings = TestSettings.at("host", 1)
                .text("libvirtURL", "u")
                .text("baseDomain", "b")
                .value(
                        "ssh",
                        TestSettings.at("host.ssh", 4).text("command", "c").build())
                .build();

        assertThatCode(() -> SCHEMA.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void twoSectionsWhoseNamesDifferOnlyInCaseAreTwo() {
        SettingsSchema both = SCHEMA.withSection("ssh", SettingsSchema.of(SettingKey.text("user", "The user.")));
        Settings settings = TestSettings.at("host", 1)
                .value(
                        "SSH",
                        TestSettings.at("host.SSH", 2).text("command", "c").build())
                .value("ssh", TestSettings.at("host.ssh", 3).text("user", "u").build())
                .build();

        assertThatCode(() -> both.check(settings)).doesNotThrowAnyException();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> both.check(TestSettings.at("host", 1)
                        .value(
                                "ssh",
                                TestSettings.at("host.ssh", 3)
                                        .text("command", "c")
                                        .build())
                        .build()))
                .withMessage("host.ssh.command (cloudhost.conf:4): unknown key. Known here: user");
    }

    @Test
    void aMistypedKeyIsRefusedWithTheOneThatWasMeant() {
        assertRefused(
                TestSettings.at("host", 1).text("libvirtUrll", "u").build(),
                "host.libvirtUrll (cloudhost.conf:2): unknown key. Did you mean 'libvirtURL'?");
    }

    @Test
    void aKeyInTheWrongCaseIsRefused() {
        assertRefused(
                TestSettings.at("host", 1).text("libvirturl", "u").build(),
                "host.libvirturl (cloudhost.conf:2): unknown key. Did you mean 'libvirtURL'?");
    }

    @Test
    void aKeyLikeNoOtherIsRefusedWithAllThatAreKnown() {
        assertRefused(
                TestSettings.at("host", 1).text("colour", "red").build(),
                "host.colour (cloudhost.conf:2): unknown key. Known here: baseDomain, libvirtBaseDomain, libvirtURL, SSH");
    }

    @Test
    void aMistypedKeyInASectionIsRefused() {
        Settings ssh = TestSettings.at("host.SSH", 2).text("comand", "c").build();

        assertRefused(
                TestSettings.at("host", 1).value("SSH", ssh).build(),
                "host.SSH.comand (cloudhost.conf:3): unknown key. Did you mean 'command'?");
    }

    @Test
    void aTextInPlaceOfASectionIsRefused() {
        assertRefused(
                TestSettings.at("host", 1).text("SSH", "x").build(),
                "host.SSH (cloudhost.conf:2): must be a section: SSH { ... }, not a value");
    }

    @Test
    void aSectionThatStandsThereTwiceIsRefusedSinceOneWouldHideTheOther() {
        assertRefused(
                TestSettings.at("host", 1)
                        .value("SSH", TestSettings.at("host.SSH", 2).build())
                        .value("ssh", TestSettings.at("host.ssh", 5).build())
                        .build(),
                "host.SSH (cloudhost.conf:2): is the same section as 'ssh' (cloudhost.conf:5): the case of its name does"
                        + " not matter. Write both in the same way");
    }

    @Test
    void joinedSchemasKnowWhatEitherKnows() {
        SettingKey<String> other = SettingKey.text("other", "Other.");
        SettingsSchema joined = SettingsSchema.of(other, URL).and(SCHEMA);

        assertThat(joined.keys()).containsExactly(other, URL, BASE);
        assertThat(joined.sections()).containsOnlyKeys("SSH");
    }

    @Test
    void sectionsOfAnyNameAreKnownAndWhatIsInThemIsChecked() {
        assertThatCode(() -> NAMED.check(folders("data", "hostPath"))).doesNotThrowAnyException();
        assertRefused(
                NAMED,
                folders("data", "hostpat"),
                "host.folders.data.hostpat (cloudhost.conf:4): unknown key. Did you mean 'hostPath'?");
    }

    @Test
    void aValueWhereASectionOfAnyNameShouldBeIsRefused() {
        assertRefused(
                NAMED,
                TestSettings.at("host", 1)
                        .value(
                                "folders",
                                TestSettings.at("host.folders", 2)
                                        .text("data", "/srv")
                                        .build())
                        .build(),
                "host.folders.data (cloudhost.conf:3): must be a section: data { ... }, not a value");
    }

    @Test
    void theDefaultsOfSectionsOfAnyNameAreChecked() {
        Settings defaults = TestSettings.at("host.foldersDefaults", 2)
                .text("readonly", "true")
                .build();

        assertRefused(
                NAMED,
                TestSettings.at("host", 1).value("foldersDefaults", defaults).build(),
                "host.foldersDefaults.readonly (cloudhost.conf:3): unknown key. Did you mean 'readOnly'?");
    }

    @Test
    void sectionsOfAnyNameFallBackToTheirDefaultsAndTheseToThoseOfTheModule() {
        Settings host = TestSettings.at("host", 1)
                .value("folders", folders("data", "hostPath").section("folders"))
                .value(
                        "foldersDefaults",
                        TestSettings.at("host.foldersDefaults", 7)
                                .text("readOnly", "false")
                                .build())
                .build();
        Settings module = TestSettings.at("module", 20)
                .value(
                        "foldersDefaults",
                        TestSettings.at("module.foldersDefaults", 21)
                                .text("readOnly", "true")
                                .text("hostPath", "/nowhere")
                                .text("mode", "m")
                                .build())
                .build();

        Settings data = NAMED.complete(host, module).section("folders").section("data");

        assertThat(data.path()).isEqualTo("host.folders.data");
        assertThat(data.get(HOST_PATH)).isEqualTo("/srv");
        assertThat(data.get(READ_ONLY)).isFalse();
        assertThat(data.get(MODE)).isEqualTo("m");
        assertThat(data.originOf(READ_ONLY)).hasToString("cloudhost.conf:8");
    }

    @Test
    void joinedSchemasKnowSectionsOfAnyName() {
        assertThatCode(() -> SCHEMA.and(NAMED).check(folders("data", "hostPath")))
                .doesNotThrowAnyException();
        assertThat(SettingsSchema.of().and(NAMED.sections().get("folders")).each())
                .isPresent();
    }

    private static Settings folders(String name, String key) {
        Settings folder =
                TestSettings.at("host.folders." + name, 3).text(key, "/srv").build();
        Settings folders =
                TestSettings.at("host.folders", 2).value(name, folder).build();
        return TestSettings.at("host", 1).value("folders", folders).build();
    }

    private static void assertRefused(SettingsSchema schema, Settings settings, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> schema.check(settings))
                .withMessage(message);
    }

    private static void assertRefused(Settings settings, String message) {
        assertRefused(SCHEMA, settings, message);
    }
}
