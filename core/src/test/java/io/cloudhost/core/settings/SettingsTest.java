package io.cloudhost.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final SettingKey<String> BASE =
            SettingKey.text("libvirtBaseDomain", "The domain to clone.").alias("baseDomain");
    private static final SettingKey<List<String>> NAMES = SettingKey.texts("names", "Some names.");
    private static final SettingKey<Integer> PORT =
            SettingKey.scalar("port", "a number", "The port.", Integer::valueOf);
    private static final SettingKey<Secret> PASSWORD = SettingKey.secret("password", "The password.");
    private static final SettingKey<String> URL =
            SettingKey.text("url", "The URL.").masked(text -> text.replaceAll("passphrase=.*", "passphrase=***"));

    private static final SettingKey<List<Settings>> CHECKS =
            SettingKey.sections("waitFor", "{ port = 22 }, or a list", "What to wait for.");

    @Test
    void aValueIsReadThroughItsKey() {
        Settings settings = TestSettings.at("host", 1).text("port", "22").build();

        assertThat(settings.get(PORT)).isEqualTo(22);
        assertThat(settings.find(PORT)).contains(22);
        assertThat(settings.has(PORT)).isTrue();
        assertThat(settings.originOf(PORT)).isEqualTo(Origin.of("cloudhost.conf", 2));
    }

    @Test
    void aKeyThatIsNotSetIsEmptyAndItsOriginIsTheSection() {
        Settings settings = TestSettings.at("host", 7).build();

        assertThat(settings.find(PORT)).isEmpty();
        assertThat(settings.has(PORT)).isFalse();
        assertThat(settings.originOf(PORT)).isEqualTo(Origin.of("cloudhost.conf", 7));
    }

    @Test
    void aMissingValueIsRefusedWithTheSectionsPlaceAndTheKeysDescription() {
        Settings settings = TestSettings.at("host", 7).build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(BASE))
                .withMessage("host.libvirtBaseDomain (cloudhost.conf:7): missing. It is: The domain to clone.")
                .satisfies(e -> assertThat(e.key()).isEqualTo("host.libvirtBaseDomain"))
                .satisfies(e -> assertThat(e.origin()).contains(Origin.of("cloudhost.conf", 7)));
    }

    @Test
    void anAliasMeansTheSameKeyAndIsShownAsItWasWritten() {
        Settings settings =
                TestSettings.at("host", 1).text("baseDomain", "base").build();

        assertThat(settings.get(BASE)).isEqualTo("base");
        assertThat(settings.refusal(BASE, "no such domain"))
                .hasMessage("host.baseDomain = \"base\" (cloudhost.conf:2): no such domain");
    }

    @Test
    void twoNamesOfOneKeyAreRefused() {
        Settings settings = TestSettings.at("host", 1)
                .text("libvirtBaseDomain", "a")
                .text("baseDomain", "b")
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(BASE))
                .withMessage(
                        "host.baseDomain (cloudhost.conf:1): means the same as 'libvirtBaseDomain', which is also set"
                                + " (cloudhost.conf:2). Keep one of them");
    }

    @Test
    void theConvertersObjectionBecomesTheExplanation() {
        SettingKey<Integer> even = SettingKey.scalar("even", "an even number", "A number.", text -> {
            throw new IllegalArgumentException("not even");
        });
        Settings settings = TestSettings.at("host", 1).text("even", "3").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(even))
                .withMessage("host.even = \"3\" (cloudhost.conf:2): not even")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTextMustNotBeBlank() {
        Settings settings =
                TestSettings.at("host", 1).text("libvirtBaseDomain", " ").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(BASE))
                .withMessage("host.libvirtBaseDomain = \" \" (cloudhost.conf:2): must not be empty");
    }

    @Test
    void oneTextIsAListOfOne() {
        assertThat(TestSettings.at("host", 1).text("names", "a").build().get(NAMES))
                .containsExactly("a");
    }

    @Test
    void aListKeepsItsOrder() {
        assertThat(TestSettings.at("host", 1).list("names", "b", "a").build().get(NAMES))
                .containsExactly("b", "a");
    }

    @Test
    void anEmptyListIsRefused() {
        Settings settings = TestSettings.at("host", 1).list("names").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(NAMES))
                .withMessage("host.names = \"\" (cloudhost.conf:2): must not be an empty list");
    }

    @Test
    void aListOfSectionsIsRefused() {
        Settings item = TestSettings.at("host.names.0", 2).build();
        Settings settings = TestSettings.at("host", 1)
                .value("names", new SettingValue.Sequence(List.of(item), Origin.of("cloudhost.conf", 2)))
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(NAMES))
                .withMessage("host.names (cloudhost.conf:2): must be text, or a list of texts, not a list");
    }

    @Test
    void oneSectionIsAListOfOne() {
        Settings item = TestSettings.at("host.waitFor", 2).text("port", "22").build();

        assertThat(TestSettings.at("host", 1).value("waitFor", item).build().get(CHECKS))
                .containsExactly(item);
        assertThat(TestSettings.at("host", 1)
                        .value("waitFor", new SettingValue.Sequence(List.of(item, item), item.origin()))
                        .build()
                        .get(CHECKS))
                .containsExactly(item, item);
    }

    @Test
    void aTextWhereSectionsBelongIsRefused() {
        Settings settings = TestSettings.at("host", 1).text("waitFor", "22").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(CHECKS))
                .withMessage("host.waitFor (cloudhost.conf:2): must be { port = 22 }, or a list, not a text");
    }

    @Test
    void aListWhereATextBelongsIsRefused() {
        Settings settings = TestSettings.at("host", 1).list("port", "1", "2").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(PORT))
                .withMessage("host.port (cloudhost.conf:2): must be a number, not a list");
    }

    @Test
    void aSectionWhereATextBelongsIsRefused() {
        Settings settings = TestSettings.at("host", 1)
                .value("port", TestSettings.at("host.port", 2).build())
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(PORT))
                .withMessage("host.port (cloudhost.conf:2): must be a number, not a section");
    }

    @Test
    void aSecretIsNeverShown() {
        Settings settings =
                TestSettings.at("host", 1).text("password", "bigsecret").build();

        assertThat(settings.get(PASSWORD).reveal()).isEqualTo("bigsecret");
        assertThat(settings.get(PASSWORD)).hasToString("***");
        assertThat(settings.refusal(PASSWORD, "wrong")).hasMessage("host.password = \"***\" (cloudhost.conf:2): wrong");
        assertThat(settings).hasToString("host at cloudhost.conf:1");
        assertThat(settings.value("password").orElseThrow()).hasToString("text at cloudhost.conf:2");
    }

    @Test
    void theSecretInsideAValueIsMasked() {
        Settings settings = TestSettings.at("host", 1)
                .text("url", "ssh://box?passphrase=bigsecret")
                .build();

        assertThat(settings.refusal(URL, "no such machine"))
                .hasMessage("host.url = \"ssh://box?passphrase=***\" (cloudhost.conf:2): no such machine");
    }

    @Test
    void aRefusalOfAKeyThatIsNotSetNamesTheSection() {
        assertThat(TestSettings.at("host", 3).build().refusal(PORT, "needed here"))
                .hasMessage("host.port (cloudhost.conf:3): needed here");
    }

    @Test
    void aRefusalOfAListShowsAllItems() {
        assertThat(TestSettings.at("host", 1).list("names", "a", "b").build().refusal(NAMES, "too many"))
                .hasMessage("host.names = \"a, b\" (cloudhost.conf:2): too many");
    }

    @Test
    void aSectionIsFoundInAnyCase() {
        Settings ssh = TestSettings.at("host.SSH", 2).text("url", "u").build();
        Settings settings = TestSettings.at("host", 1).value("SSH", ssh).build();

        assertThat(settings.section("ssh")).isSameAs(ssh);
        assertThat(settings.section("SSH")).isSameAs(ssh);
    }

    @Test
    void aSectionThatIsNotSetIsEmptyAndKnowsItsPath() {
        Settings section = TestSettings.at("host", 4).build().section("SSH");

        assertThat(section.keys()).isEmpty();
        assertThat(section.path()).isEqualTo("host.SSH");
        assertThat(section.origin()).isEqualTo(Origin.of("cloudhost.conf", 4));
    }

    @Test
    void aTextWhereASectionBelongsIsRefused() {
        Settings settings = TestSettings.at("host", 1).text("ssh", "x").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.section("SSH"))
                .withMessage("host.ssh (cloudhost.conf:2): must be a section: ssh { ... }, not a value");
    }

    @Test
    void theKeysOfTheRootHaveNoPrefix() {
        Settings root = new Settings("", Origin.of("cloudhost.conf"), Map.of());

        assertThat(root.section("host").path()).isEqualTo("host");
    }

    @Test
    void settingsDoNotChangeWithTheMapTheyWereMadeOf() {
        Map<String, SettingValue> values = new HashMap<>();
        Settings settings = new Settings("host", Origin.of("cloudhost.conf"), values);
        values.put("late", new SettingValue.Text("x", Origin.of("cloudhost.conf")));

        assertThat(settings.keys()).isEmpty();
    }
}
