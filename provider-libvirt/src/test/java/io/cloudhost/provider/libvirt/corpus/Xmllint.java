package io.cloudhost.provider.libvirt.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validates domains with the schema that libvirt installs. */
final class Xmllint {

    static final Path SCHEMA = Path.of("/usr/share/libvirt/schemas/domain.rng");

    /** Many times what a few hundred files take. Some documents make the validator try without end. */
    private static final long LIMIT_SECONDS = 60;

    private Xmllint() {}

    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "xmllint"))
                .anyMatch(Files::isExecutable);
    }

    /**
     * Validates all files in one process, since reading the schema takes longer than a file.
     *
     * @param output a file for what the process prints
     * @return what it printed of files that are not valid
     */
    static List<String> complaints(List<Path> files, Path output) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("xmllint", "--noout", "--nonet", "--relaxng", SCHEMA.toString()),
                        files.stream().map(Path::toString))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("xmllint ends within %s s; it has validated %s", LIMIT_SECONDS, Files.readAllLines(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        String validated =
                lines.stream().filter(line -> line.endsWith(" validates")).collect(Collectors.joining("\n"));
        assertThat(files.size())
                .as("each file is valid or not")
                .isEqualTo((int) validated.lines().count()
                        + (int) lines.stream()
                                .filter(line -> line.endsWith(" fails to validate"))
                                .count());
        return lines.stream().filter(line -> !line.endsWith(" validates")).toList();
    }
}
