package io.cloudhost.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownSettingsTest {

    private static final SettingsSchema SCHEMA = SettingsSchema.of(
                    SettingKey.text("base", "The base.").alias("baseDomain"),
                    SettingKey.texts("names", "Names."),
                    SettingKey.sections("waitFor", "{ ... }", "Checks."))
            .withSection(
                    "SSH",
                    SettingsSchema.of(
                            SettingKey.text("url", "The URL.").masked(url -> url.replace("bigsecret", Secret.MASK)),
                            SettingKey.secret("password", "The password.")));

    @Test
    void eachValueStandsInALineWithItsPlace() {
        Settings settings = TestSettings.at("host", 1)
                .text("baseDomain", "b")
                .value(
                        "names",
                        new SettingValue.Sequence(
                                List.of(new SettingValue.Text(
                                        "one",
                                        TestSettings.at("host", 3).build().origin())),
                                TestSettings.at("host", 3).build().origin()))
                .build();

        assertThat(new ShownSettings(SCHEMA).of(settings)).isEqualTo("""
                host.baseDomain = "b"  # cloudhost.conf:2
                host.names = ["one"]  # cloudhost.conf:3
                """);
    }

    @Test
    void secretsAreMasked() {
        Settings settings = TestSettings.at("host", 1)
                .value(
                        "ssh",
                        TestSettings.at("host.ssh", 2)
                                .text("url", "ssh://me:bigsecret@box")
                                .text("password", "another")
                                .build())
                .build();

        assertThat(new ShownSettings(SCHEMA).of(settings))
                .contains("host.ssh.url = \"ssh://me:***@box\"", "host.ssh.password = \"***\"")
                .doesNotContain("bigsecret", "another");
    }

    @Test
    void whatNobodyKnowsIsMasked() {
        Settings settings = TestSettings.at("host", 1)
                .text("token", "bigsecret")
                .value(
                        "thing",
                        TestSettings.at("host.thing", 2).text("x", "another").build())
                .build();

        assertThat(new ShownSettings(SCHEMA).of(settings))
                .contains("host.token = ***", "host.thing.x = ***")
                .doesNotContain("bigsecret", "another");
    }

    @Test
    void sectionsInAListAreCounted() {
        Settings item =
                TestSettings.at("host.waitFor.0", 2).text("ssh", "bigsecret").build();
        Settings settings = TestSettings.at("host", 1)
                .value("waitFor", new SettingValue.Sequence(List.of(item, item), item.origin()))
                .build();

        assertThat(new ShownSettings(SCHEMA).of(settings))
                .startsWith("host.waitFor = [{ ... }, { ... }]")
                .doesNotContain("bigsecret");
    }
}
