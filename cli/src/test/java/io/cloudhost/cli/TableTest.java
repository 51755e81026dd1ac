package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTheCellsAndLeavesNoBlanksAtTheEnd() {
        Table table = new Table();
        table.add("NAME", "ADDRESS");
        table.add("a", "198.51.100.7");
        table.add("longer", "");

        assertThat(table.lines()).containsExactly("NAME    ADDRESS", "a       198.51.100.7", "longer");
    }

    @Test
    void breaksTheLastColumnWhereTheLineEnds() {
        Table table = new Table();
        table.add("name", "thirty letters are enough here, but not for all");
        table.add("no", "short");

        assertThat(table.lines(OptionalInt.of(37)))
                .containsExactly("name  thirty letters are enough here,", "      but not for all", "no    short");
    }

    @Test
    void putsTheLastColumnBelowWhereItWouldBeNarrow() {
        Table table = new Table();
        table.add("name", "too narrow for two columns");
        table.add("", "and more of it");

        assertThat(table.lines(OptionalInt.of(24)))
                .containsExactly("name", "      too narrow for two", "      columns", "      and more of it");
    }
}
