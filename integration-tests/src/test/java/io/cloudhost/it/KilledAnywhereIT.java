package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed at each point of a setup and a teardown, with a clone that libvirt does not end by itself and that
 * has disks, firmware variables and a TPM. One sweep removes all that is left, and nothing else.
 */
class KilledAnywhereIT {

    private static final int FEWEST_POINTS = 20;

    private static final Path SETTINGS = Lab.file("""
            halted {
              provider = halting, libvirtBaseDomain = uefi-base, autodestroy = false
              ipLookupStrategy = static, static { ip = "198.51.100.123" }
            }
            swept { libvirtBaseDomain = uefi-base }
            """);

    @TempDir
    private static Path plugin;

    @TestFactory
    Stream<DynamicTest> oneSweepRemovesWhatAKilledProcessLeft() throws IOException {
        Path services = Files.createDirectories(plugin.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.cloudhost.core.spi.CloudHostProvider"),
                "io.cloudhost.provider.libvirt.HaltingProvider");
        Files.writeString(
                plugin.resolve("reference.conf"), "cloudhost.provider.halting = ${cloudhost.provider.libvirt}");
        LabState before = LabState.now();
        List<String> points = pointsOfOneLife();
        before.assertStillSo();
        assertThat(points)
                .hasSizeGreaterThanOrEqualTo(FEWEST_POINTS)
                .contains("after define", "before start", "up", "after destroy", "after undefine");
        return IntStream.range(0, points.size())
                .mapToObj(number -> dynamicTest(number + " " + points.get(number), () -> {
                    kill(number, points.get(number));
                    assertThat(new CommandLine(SETTINGS).run("gc"))
                            .satisfies(swept -> assertThat(swept.status())
                                    .as(swept.output())
                                    .isZero());
                    before.assertStillSo();
                }));
    }

    private static List<String> pointsOfOneLife() {
        List<String> points = new ArrayList<>();
        try (JavaProgram program = start()) {
            for (Optional<String> point = program.next(); point.isPresent(); point = program.next()) {
                points.add(point.get());
                program.goOn();
            }
        }
        return points;
    }

    private static void kill(int number, String expected) {
        try (JavaProgram program = start()) {
            for (int passed = 0; passed < number; passed++) {
                assertThat(program.next()).isPresent();
                program.goOn();
            }
            assertThat(program.next()).hasValue(expected);
        }
    }

    private static JavaProgram start() {
        return JavaProgram.start(plugin.toString(), HaltingProgram.class, SETTINGS.toString(), "halted");
    }
}
