package io.cloudhost.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingKeyTest {

    private static final SettingKey<Duration> TIMEOUT = SettingKey.duration("timeout", "How long.");

    private static final SettingKey<Boolean> FLAG = SettingKey.flag("flag", "Whether.");

    @ParameterizedTest
    @CsvSource({"30, 30000", "30s, 30000", "30 S, 30000", "1.5, 1500", "250ms, 250", "2m, 120000", "1h, 3600000", "0, 0"
    })
    void aLengthOfTimeIsANumberOfSecondsOrHasAUnit(String text, long millis) {
        Settings settings = TestSettings.at("host", 1).text("timeout", text).build();

        assertThat(settings.get(TIMEOUT)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "", "30 seconds", "1e3", "NaN", "1."})
    void whatIsNoLengthOfTimeIsRefused(String text) {
        Settings settings = TestSettings.at("host", 1).text("timeout", text).build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(TIMEOUT))
                .withMessage(
                        "host.timeout = \"" + text + "\" (cloudhost.conf:2): not a length of time. Write seconds, or a"
                                + " number with a unit (ms, s, m, h), e.g. 30 or 30s");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "Yes, true", "on, true", "false, false", "no, false", "off, false"})
    void aFlagIsWrittenInAnyOfTheWordsOfHocon(String text, boolean value) {
        Settings settings = TestSettings.at("host", 1).text("flag", text).build();

        assertThat(settings.get(FLAG)).isEqualTo(value);
    }

    @Test
    void whatIsNoFlagIsRefused() {
        Settings settings = TestSettings.at("host", 1).text("flag", "1").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(FLAG))
                .withMessage("host.flag = \"1\" (cloudhost.conf:2): must be true or false");
    }

    @Test
    void moreThanAYearIsRefused() {
        Settings settings = TestSettings.at("host", 1)
                .text("timeout", "99999999999999999999h")
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(TIMEOUT))
                .withMessage("host.timeout = \"99999999999999999999h\" (cloudhost.conf:2): longer than a year");
    }

    @Test
    void aKeyDescribesItself() {
        SettingKey<String> key = SettingKey.text("network", "The network.").alias("networkDeviceId", "bridge");

        assertThat(key).hasToString("network");
        assertThat(key.name()).isEqualTo("network");
        assertThat(key.aliases()).containsExactly("networkDeviceId", "bridge");
        assertThat(key.kind()).isEqualTo("text");
        assertThat(key.description()).isEqualTo("The network.");
    }

    @Test
    void aMaskSurvivesAnAliasAndTheOtherWayRound() {
        assertThat(SettingKey.secret("password", "Secret.").alias("pw").mask("x"))
                .isEqualTo("***");
        assertThat(SettingKey.text("a", "A.").alias("b").masked(text -> "-").aliases())
                .containsExactly("b");
    }
}
