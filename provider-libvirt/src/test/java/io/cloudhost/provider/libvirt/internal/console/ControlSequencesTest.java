package io.cloudhost.provider.libvirt.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlSequencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what SeaBIOS begins with
                "^c^[?7l^[2J^[0mSeaBIOS (version 1.16) | SeaBIOS (version 1.16)",
                "^[1;32m[ OK ]^[0m Started X | [ OK ] Started X",
                "^]0;root@guest@~^[1m# | root@guest@~#",
                "a^(Bb^=c^7d | abcd",
                "plain [1m text | plain [1m text",
                "umlauts äö€ | umlauts äö€",
                "ends in an escape ^ | ends in an escape",
            })
    void areRemoved(String line, String text) {
        // The caret stands for ESC, and "@~" for the BEL that ends a title.
        String raw = line.replace("^]0;root@guest@~", "^]0;root@guest\u0007root@guest@~")
                .replace('^', '\u001b');

        assertThat(ControlSequences.removedFrom(raw + "\r").strip()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1000000"})
    void takeNoTimeInALineThatIsMadeOfThem(int length) {
        assertThat(ControlSequences.removedFrom("\u001b]".repeat(length))).isEmpty();
        assertThat(ControlSequences.removedFrom("\u001b[" + "1".repeat(length))).hasSize(length);
    }
}
