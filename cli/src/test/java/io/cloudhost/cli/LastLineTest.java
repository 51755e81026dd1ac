package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastLineTest {

    private final LastLine line = new LastLine();

    @Test
    void isEmptyBeforeAnythingWasWritten() {
        assertThat(line.text()).isEmpty();
    }

    @Test
    void isTheOneThatIsBeingWritten() {
        line.append("one\r\ntw");
        assertThat(line.text()).isEqualTo("tw");

        line.append("o");
        assertThat(line.text()).isEqualTo("two");
    }

    @Test
    void isTheOneBeforeWhereTheLastIsBlank() {
        line.append("one\r\n\r\n   ");

        assertThat(line.text()).isEqualTo("one");
    }

    @ParameterizedTest
    @CsvSource({
        "colours,          E[1;31mred E[0malert,              red alert",
        "places,           lineE[10;1Hother,                  other",
        "an erased screen, lineE[2Jother,                     other",
        "an erased rest,   lineE[K,                           line",
        "a title,          E]0;some titleBline,               line",
        "a long command,   EPqsecretE\\line,                  line",
        "an endless command, E]RNline,                    line",
        "a set of letters, E(Bline,                           line",
        "a saved cursor,   E7line,                            line",
        "bells and nulls,  lBiBnBe,                           line",
        "a counter,        10 %R20 %R30 %,                    30 %",
        "tabulators,       aTb,                               a b",
        "backspaces,       linX<e,                            line",
        "a wide backspace, lin😀<e,                           line",
        "a broken sequence, E[1üline,                         üline",
    })
    void hasNoTraceOf(String what, String written, String seen) {
        line.append(written.replace('E', '\u001B')
                .replace('B', '\u0007')
                .replace('R', '\r')
                .replace('N', '\n')
                .replace('T', '\t')
                .replace('<', '\b'));

        assertThat(line.text()).as(what).isEqualTo(seen);
    }

    @Test
    void understandsWhatComesInPieces() {
        "\u001B[1;31mred\u001B]0;title\u001B\\ alert".chars().forEach(c -> line.append(Character.toString(c)));

        assertThat(line.text()).isEqualTo("red alert");
    }

    @Test
    void keepsWideCharactersAndLeavesOutWhatTurnsTheDirection() {
        line.append("日本\u202E語");

        assertThat(line.text()).isEqualTo("日本語");
    }

    @Test
    void isCutWhereTheMachineNeverEndsIt() {
        line.append("x".repeat(10_000));

        assertThat(line.text()).hasSize(500);
    }
}
