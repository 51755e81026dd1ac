package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "box, 3",
        "ü, 1",
        "u\u0308, 1",
        "日本, 4",
        "ｶﾅ, 2",
        "かな, 4",
        "한국, 4",
        "Ａ, 2",
        "。, 2",
        "\uD83D\uDE80, 2",
        "×, 1"
    })
    void isWhatTerminalsTake(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void neverCutsThroughACharacter() {
        assertThat(DisplayWidth.cut("日本", 3)).isEqualTo("日");
        assertThat(DisplayWidth.cut("a\uD83D\uDE80", 2)).isEqualTo("a");
        assertThat(DisplayWidth.cut("u\u0308u\u0308", 1)).isEqualTo("u\u0308");
        assertThat(DisplayWidth.cut("box", 80)).isEqualTo("box");
    }
}
