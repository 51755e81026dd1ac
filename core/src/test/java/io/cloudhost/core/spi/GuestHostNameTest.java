package io.cloudhost.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestHostNameTest {

    @ParameterizedTest
    @CsvSource({
        "web-4f2ad01c, web-4f2ad01c",
        "nat_host-4f2ad01c, nat-host-4f2ad01c",
        "my.host-4f2ad01c, my-host-4f2ad01c",
        "NAT_Host-4F2AD01C, nat-host-4f2ad01c",
        "ICE-4f2ad01c, ice-4f2ad01c",
        "_private_, private",
        "..-.a.-.., a",
        "a_.b, a--b",
        "bücher-1, b-cher-1",
        "\u0130ce-1, ce-1",
        "7, 7"
    })
    void replacesWhatNoGuestCanBear(String instanceName, String name) {
        assertThat(GuestHostName.of(instanceName)).hasToString(name);
    }

    @Test
    void keepsTheEndOfALongName() {
        String longest = "a".repeat(54) + "-4f2ad01c";

        assertThat(GuestHostName.of(longest)).hasToString(longest);
        assertThat(GuestHostName.of("x" + longest)).hasToString(longest);
    }

    @Test
    void hasNoHyphenWhereALongNameIsCut() {
        assertThat(GuestHostName.of("label-" + "_".repeat(3) + "a".repeat(60))).hasToString("a".repeat(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "-.-", "ü"})
    void refusesAnInstanceOfWhichNoNameIsLeft(String instanceName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuestHostName.of(instanceName))
                .withMessage("no letter or digit that a guest's name could have: " + instanceName);
    }

    @Test
    void acceptsTheLongestName() {
        assertThat(new GuestHostName("a".repeat(63)).value()).hasSize(63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "a.b", "-a", "a-", "a b", "a\n", "ü"})
    void refusesWhatIsNoName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuestHostName(value))
                .withMessage("not a name that a guest can bear: " + value);
    }

    @Test
    void refusesANameThatIsTooLong() {
        String value = "a".repeat(64);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuestHostName(value))
                .withMessage("not a name that a guest can bear: " + value);
    }
}
