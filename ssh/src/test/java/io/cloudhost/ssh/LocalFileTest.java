package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"r--------, rw-------", "---------, rw-------", "r--r--r--, rw-r--r--", "rwxr-x---, rwxr-x---"})
    void fileThatIsOverwrittenMayBeWrittenByItsOwner(String before, String meanwhile) throws IOException {
        Path file = withMode(Files.writeString(folder.resolve("file"), "old"), before);

        try (OutputStream out = new LocalFile(file).write()) {
            out.write('n');
            assertThat(modeOf(file)).isEqualTo(meanwhile);
        }
        assertThat(file).hasContent("n");
    }

    @ParameterizedTest
    @CsvSource({"r-xr-xr-x, rwxr-xr-x", "---------, rwx------", "rwxrwx---, rwxrwx---"})
    void folderThatIsCopiedToMayBeWrittenByItsOwner(String before, String meanwhile) throws IOException {
        Path target = withMode(Files.createDirectory(folder.resolve("folder")), before);

        new LocalFile(target).makeFolder();

        assertThat(modeOf(target)).isEqualTo(meanwhile);
    }

    @Test
    void newFileIsItsOwnersAlone() throws IOException {
        Path file = folder.resolve("file");

        new LocalFile(file).write().close();

        assertThat(modeOf(file)).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "/etc/passwd", "../other", "a/b", "a/../.."})
    void nameThatLeadsElsewhereIsRefused(String name) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new LocalFile(Path.of("some/../folder")).newChild(name))
                .withMessage("\"" + name + "\" is no name of a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".a", "...", "a b", "-"})
    void nameIsThatOfAChild(String name) throws IOException {
        assertThat(new LocalFile(Path.of("some/../folder")).newChild(name).path())
                .isEqualTo(Path.of("some/../folder", name));
    }

    @Test
    void nameThatNoFileCanHaveIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new LocalFile(Path.of("folder")).newChild("a\0b"))
                .withMessageStartingWith("a file named so cannot be on this computer: ");
    }

    private static Path withMode(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
