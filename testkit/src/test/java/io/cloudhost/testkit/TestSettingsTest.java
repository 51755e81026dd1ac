package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.Origin;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSettingsTest {

    private static final SettingKey<String> SIZE = SettingKey.text("size", "A size.");

    @Test
    void valuesKnowTheirLineAndAreKeptAsTheyWereWritten() {
        Settings settings = TestSettings.parse("my_host", """
                size = 1.0
                names = [a, b]
                inner {
                  size = ${java.specification.version}" GiB"
                }""");

        assertThat(settings.toString()).isEqualTo("my_host at test.conf:1");
        assertThat(settings.get(SIZE)).isEqualTo("1.0");
        assertThat(settings.originOf(SIZE)).isEqualTo(Origin.of("test.conf", 1));
        assertThat(settings.get(SettingKey.texts("names", "Names."))).isEqualTo(List.of("a", "b"));
        assertThat(settings.section("inner").path()).isEqualTo("my_host.inner");
        assertThat(settings.section("inner").get(SIZE))
                .isEqualTo(System.getProperty("java.specification.version") + " GiB");
        assertThat(settings.section("inner").originOf(SIZE)).isEqualTo(Origin.of("test.conf", 4));
    }

    @Test
    void strategySectionHasTheDefaultsBelowWhatIsSet() {
        Settings settings = TestSettings.forStrategy(new FakeStrategyProvider(), "greeting = \"hi\"");

        assertThat(settings.path()).isEqualTo("my_host.Fake");
        assertThat(settings.get(FakeStrategyProvider.GREETING)).isEqualTo("hi");
        assertThat(settings.value("pause")).containsInstanceOf(SettingValue.Text.class);
        assertThat(settings.originOf(FakeStrategyProvider.PAUSE)).isEqualTo(Origin.of("reference.conf", 3));
    }
}
