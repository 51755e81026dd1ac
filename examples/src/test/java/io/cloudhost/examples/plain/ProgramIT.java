package io.cloudhost.examples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramIT {

    @TempDir
    Path folder;

    @Test
    void tellsWhereItsMachineIs() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = program.waitFor(60, TimeUnit.SECONDS);

            String said = Files.readString(output);
            assertTrue(ended, said);
            assertEquals(0, program.exitValue(), said);
            assertTrue(said.matches("(?s).*The machine is at [0-9a-f.:]+\\n.*"), said);
        } finally {
            program.destroy();
        }
    }
}
