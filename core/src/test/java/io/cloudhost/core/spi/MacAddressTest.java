package io.cloudhost.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @Test
    void equalAddressesAreEqualHoweverTheyWereWritten() {
        assertThat(new MacAddress("52-54-00-AB-cd-EF"))
                .isEqualTo(new MacAddress("52:54:00:ab:cd:ef"))
                .hasToString("52:54:00:ab:cd:ef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "52:54:00:ab:cd", "52:54:00:ab:cd:ef:01", "52:54:00:ab:cd:eg", "525400abcdef"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MacAddress(text))
                .withMessage("not a MAC address: " + text);
    }
}
