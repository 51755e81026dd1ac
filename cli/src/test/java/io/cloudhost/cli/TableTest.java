package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
