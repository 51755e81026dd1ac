package io.cloudhost.provider.libvirt.internal.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, since a library that is loaded stays so. */
class MissingLibraryTest {

    @TempDir
    private Path empty;

    @Test
    void thePackagesAreNamedThatHaveIt() throws Exception {
        assertThat(connecting("-Djna.library.path=" + empty, "-Djna.platform.library.path=" + empty))
                .isEqualTo(
                        "cannot load libvirt's client library (Unable to load library 'virt':). Install it: libvirt0 on"
                                + " Debian and Ubuntu, libvirt-libs on Fedora\n");
    }

    @Test
    void whatLoadsItMayBeWhatIsMissing() throws Exception {
        assertThat(connecting("-Djna.nosys=true", "-Djna.nounpack=true", "-Djna.boot.library.path=" + empty))
                .isEqualTo(
                        "cannot load libvirt's client library (Could not find JNA native support). JNA, which loads it,"
                                + " has a library of its own, which it unpacks. If nothing can be run from the folder for temporary"
                                + " files, give it another one: -Djna.tmpdir=FOLDER\n");
    }

    private static String connecting(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Connecting.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Prints why it cannot connect. */
    static final class Connecting {

        public static void main(String[] arguments) {
            try (Hypervisor found = new LibvirtConnector().connect(new ConnectionUrl("test:///default"))) {
                System.out.println("connected to " + found.version());
            } catch (HypervisorException e) {
                System.out.print(e.getMessage() + "\n");
            }
        }
    }
}
