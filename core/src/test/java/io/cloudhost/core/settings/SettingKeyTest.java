package io.cloudhost.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingKeyTest {

    private static final SettingKey<Duration> TIMEOUT = SettingKey.duration("timeout", "How long.");

    private static final SettingKey<Integer> PORT = SettingKey.port("port", "Where.");

    private static final SettingKey<Boolean> FLAG = SettingKey.flag("flag", "Whether.");

    private static final SettingKey<List<Choice>> CHOICES = SettingKey.choices("choices", "Which.", Choice.class);

    private enum Choice {
        EARLY,
        LATE
    }

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

    @Test
    void anExampleStaysWithTheKey() {
        SettingKey<Duration> key = TIMEOUT.example("90s").alias("limit").masked(text -> "some time");

        assertThat(key.example()).contains("90s");
        assertThat(key.aliases()).containsExactly("limit");
        assertThat(TIMEOUT.example()).isEmpty();
    }

    @Test
    void aLengthOfTimeMayHaveToBeLongEnough() {
        SettingKey<Duration> key = SettingKey.duration("expiry", "How long.", Duration.ofSeconds(30));

        assertThat(TestSettings.at("host", 1).text("expiry", "30").build().get(key))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(key.kind()).isEqualTo("seconds, or a number with a unit: ms, s, m, h; at least 30 s");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TestSettings.at("host", 1)
                        .text("expiry", "29.9")
                        .build()
                        .get(key))
                .withMessage("host.expiry = \"29.9\" (cloudhost.conf:2): must be at least 30 s");
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

    @ParameterizedTest
    @CsvSource({"1, 1", "' 8080 ', 8080", "00022, 22", "65535, 65535"})
    void portsAreRead(String text, int expected) {
        assertThat(TestSettings.at("host", 1).text("port", text).build().get(PORT))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "ssh", "22.0", "123456", "99999999999"})
    void whatIsNoPortIsRefused(String text) {
        Settings settings = TestSettings.at("host", 1).text("port", text).build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings.get(PORT))
                .withMessage("host.port = \"" + text + "\" (cloudhost.conf:2): not a port. Ports are 1 to 65535");
    }

    @Test
    void choicesKeepTheirOrderAndAreWrittenInAnyCase() {
        assertThat(choices("Late", " early ")).containsExactly(Choice.LATE, Choice.EARLY);
        assertThat(CHOICES.kind()).isEqualTo("early or late, or a list of these");
    }

    @Test
    void oneChoiceNeedsNoList() {
        Settings settings = TestSettings.at("host", 1).text("choices", "late").build();

        assertThat(settings.get(CHOICES)).containsExactly(Choice.LATE);
    }

    @Test
    void choicesThatAreNoneOrDoubleOrMissingAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> choices("late", "never"))
                .withMessage("host.choices = \"late, never\" (cloudhost.conf:2): \"never\" is none of early, late");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> choices("late", "LATE"))
                .withMessage("host.choices = \"late, LATE\" (cloudhost.conf:2): has 'late' more than once");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> choices())
                .withMessage("host.choices = \"\" (cloudhost.conf:2): must not be an empty list");
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

    private static List<Choice> choices(String... words) {
        return TestSettings.at("host", 1).list("choices", words).build().get(CHOICES);
    }
}
