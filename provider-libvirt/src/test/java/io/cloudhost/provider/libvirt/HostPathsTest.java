package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPathsTest {

    private final HostPaths here = HostPaths.of(new ConnectionUrl("qemu:///system"));

    private Path folder;

    @BeforeEach
    void resolveFolder(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
    }

    @Test
    void followsALinkToAFile() throws IOException {
        Path disk = Files.createFile(folder.resolve("disk.raw"));
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), disk);

        assertThat(here.resolve(link.toString())).isEqualTo(disk.toString());
    }

    @Test
    void followsLinksOfTheFolderWhereTheFileIsNotThereYet() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), images);

        assertThat(here.resolve(link + "/not/yet.qcow2")).isEqualTo(images + "/not/yet.qcow2");
    }

    @Test
    void followsALinkToNothing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), folder.resolve("gone.raw"));

        assertThat(here.resolve(link.toString())).isEqualTo(folder + "/gone.raw");
    }

    @Test
    void givesUpOnLinksThatLeadInACircle() throws IOException {
        Path one = Files.createSymbolicLink(folder.resolve("one"), folder.resolve("other"));
        Files.createSymbolicLink(folder.resolve("other"), one);

        assertThat(here.resolve(one.toString())).startsWith(folder + "/o");
    }

    @Test
    void knowsNothingOfTheLinksOfAnotherMachine() throws IOException {
        Path disk = Files.createFile(folder.resolve("disk.raw"));
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), disk);

        for (String url : new String[] {"qemu+ssh://linux-box/system", "qemu+unix:///system?socket=/elsewhere"}) {
            assertThat(HostPaths.of(new ConnectionUrl(url)).resolve(link + "/../link.raw"))
                    .isEqualTo(link.toString());
        }
    }

    @Test
    void goesUpFromWhereALinkLeads() throws IOException {
        Path below = Files.createDirectories(folder.resolve("images/sub"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), below);
        Path relative = Files.createSymbolicLink(folder.resolve("relative"), Path.of("link/../gone.raw"));

        assertThat(here.resolve(link + "/..")).isEqualTo(folder + "/images");
        assertThat(here.resolve(link + "/../not/yet.qcow2")).isEqualTo(folder + "/images/not/yet.qcow2");
        assertThat(here.resolve(relative.toString())).isEqualTo(folder + "/images/gone.raw");
    }

    @Test
    void takesWhatIsNoPathHereByItsLetters() {
        assertThat(here.resolve("/images/../\0/./disk.raw")).isEqualTo("/\0/disk.raw");
        assertThat(here.resolve("nbd://198.51.100.1/x")).isEqualTo("nbd://198.51.100.1/x");
    }

    @ParameterizedTest
    @CsvSource({
        "/pool//top/./../disk.raw/, /pool/disk.raw",
        "/../.., /",
        "/, /",
        "nbd://198.51.100.1/a/../x, nbd://198.51.100.1/a/../x"
    })
    void normalisesAbsolutePaths(String path, String normalised) {
        assertThat(HostPaths.normalised(path)).isEqualTo(normalised);
    }
}
