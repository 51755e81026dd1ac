package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStatusTest {

    private static final String LINE =
            "4711 (java) S 1 4711 4711 0 -1 4194304 101 0 0 0 0 0 0 0 20 0 17 0 2350623 3133440";

    @Test
    void isReadFromTheLineOfTheKernel() {
        assertThat(ProcessStatus.parse(LINE)).isEqualTo(new ProcessStatus(4711, 'S', 17, 2350623));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a) Z 9 (b", ")", "((", ""})
    void aNameMayHaveAnythingInIt(String name) {
        assertThat(ProcessStatus.parse(LINE.replace("java", name)))
                .isEqualTo(new ProcessStatus(4711, 'S', 17, 2350623));
    }

    @ParameterizedTest
    @CsvSource({"S, 1, false", "R, 1, false", "T, 1, false", "Z, 1, true", "Z, 0, true", "Z, 2, false", "X, 0, true"})
    void aProcessHasEndedWhenNoThreadOfItIsLeft(char state, long threads, boolean ended) {
        assertThat(new ProcessStatus(4711, state, threads, 1).hasEnded()).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "4711 (java)", "4711 (java) S 1 2", ")4711( S"})
    void whatIsNoStatusIsRefused(String line) {
        assertThatThrownBy(() -> ProcessStatus.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not the status of a process: " + line);
    }
}
