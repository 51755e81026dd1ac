package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "/etc/passwd", "../other", "a/b", "a/../.."})
    void nameThatLeadsElsewhereIsRefused(String name) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new LocalFile(Path.of("some/../folder")).child(name))
                .withMessage("\"" + name + "\" is no name of a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".a", "...", "a b", "-"})
    void nameIsThatOfAChild(String name) throws IOException {
        assertThat(new LocalFile(Path.of("some/../folder")).child(name).path())
                .isEqualTo(Path.of("some/../folder", name));
    }

    @Test
    void nameThatNoFileCanHaveIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new LocalFile(Path.of("folder")).child("a\0b"))
                .withMessageStartingWith("a file named so cannot be on this computer: ");
    }
}
