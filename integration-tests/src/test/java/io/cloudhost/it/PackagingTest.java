package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published, as it is published. */
class PackagingTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Set<String> UNPUBLISHED = Set.of("bom", "benchmarks", "integration-tests");

    static List<String> published() throws IOException {
        return find("<module>([a-z-]+)</module>", ROOT.resolve("pom.xml")).stream()
                .filter(module -> !UNPUBLISHED.contains(module))
                .toList();
    }

    @Test
    void theBomHasAllThatIsPublishedAndNothingElse() throws IOException {
        Set<String> artifacts =
                new TreeSet<>(find("<artifactId>cloudhost-([a-z-]+)</artifactId>", ROOT.resolve("bom/pom.xml")));
        artifacts.remove("bom");

        assertThat(artifacts).containsExactlyInAnyOrderElementsOf(published());
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyJarNamesItsModuleAndHasNothingOfTheTests(String module) throws IOException {
        try (JarFile jar = jar(module)) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .startsWith("io.cloudhost.");
            assertThat(jar.stream().map(Object::toString)).noneMatch(entry -> entry.contains("logback"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api,              CloudHostProvider",
        "provider-libvirt, CloudHostProvider",
        "ip-static,        IpLookupStrategyProvider",
        "ip-ssh,           IpLookupStrategyProvider",
        "ip-dns,           IpLookupStrategyProvider",
        "ssh,              GuestShellProvider",
    })
    void everyAdapterIsFoundByTheServiceLoader(String module, String port) throws IOException {
        try (JarFile jar = jar(module)) {
            assertThat(jar.getEntry("META-INF/services/io.cloudhost.core.spi." + port))
                    .isNotNull();
        }
    }

    private static JarFile jar(String module) throws IOException {
        String version = System.getProperty("project.version");
        return new JarFile(ROOT.resolve(module + "/target/cloudhost-" + module + "-" + version + ".jar")
                .toFile());
    }

    private static List<String> find(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
