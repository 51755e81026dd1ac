package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published, as it is published. */
class PackagingTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String VERSION = System.getProperty("project.version");

    static List<String> published() {
        return Pom.of(ROOT).texts("/project/modules/module").stream()
                .filter(module -> !module.equals("bom"))
                .filter(module -> Pom.of(ROOT.resolve(module))
                        .texts("/project/properties/unpublished")
                        .isEmpty())
                .toList();
    }

    static List<Pom> pomsWithoutParent() {
        return List.of(Pom.of(ROOT), Pom.of(ROOT.resolve("bom")));
    }

    @Test
    void theBomHasAllThatIsPublishedAndNothingElse() {
        assertThat(Pom.of(ROOT.resolve("bom")).texts("//dependency/artifactId"))
                .containsExactlyInAnyOrderElementsOf(published().stream()
                        .map(module -> "cloudhost-" + module)
                        .toList());
    }

    @Test
    void theBomAndAllThatItNamesHaveOneVersion() {
        Pom bom = Pom.of(ROOT.resolve("bom"));

        assertThat(bom.texts("/project/version")).containsExactly(VERSION);
        assertThat(bom.texts("//dependency/version")).containsOnly("${project.version}");
        assertThat(published())
                .allSatisfy(module -> assertThat(Pom.of(ROOT.resolve(module)).texts("/project/parent/version"))
                        .containsExactly(VERSION));
    }

    @ParameterizedTest
    @MethodSource("pomsWithoutParent")
    void whatMavenCentralAsksForIsThere(Pom pom) {
        assertThat(List.of(
                        "/project/url",
                        "/project/licenses/license/name",
                        "/project/licenses/license/url",
                        "/project/developers/developer/name",
                        "/project/scm/connection",
                        "/project/scm/developerConnection",
                        "/project/scm/url",
                        "/project/issueManagement/url"))
                .allSatisfy(
                        element -> assertThat(pom.texts(element)).as(element).hasSize(1));
    }

    @Test
    void theBomAndTheModulesNameTheSamePlaces() {
        Pom parent = Pom.of(ROOT);
        Pom bom = Pom.of(ROOT.resolve("bom"));

        assertThat(List.of("/project/url", "/project/scm/*", "/project/developers/*/*", "/project/issueManagement/*"))
                .allSatisfy(element -> assertThat(bom.texts(element)).isEqualTo(parent.texts(element)));
    }

    @Test
    void everyModuleSaysWhatItIs() {
        assertThat(Stream.concat(Stream.of("", "bom"), published().stream()))
                .allSatisfy(module -> assertThat(List.of("/project/name", "/project/description"))
                        .allSatisfy(element -> assertThat(
                                        Pom.of(ROOT.resolve(module)).texts(element))
                                .hasSize(1)));
    }

    @Test
    void everyJarIsAModuleOfItsOwnAndNoPackageIsInTwo() {
        TreeMap<String, ModuleDescriptor> modules = new TreeMap<>();
        for (String artifact : published()) {
            ModuleDescriptor module = ModuleFinder.of(jar(artifact)).findAll().stream()
                    .map(reference -> reference.descriptor())
                    .findFirst()
                    .orElseThrow();

            assertThat(module.name()).startsWith("io.cloudhost.");
            assertThat(modules.put(module.name(), module)).as(module.name()).isNull();
            assertThat(module.packages())
                    .allMatch(name -> name.equals(module.name()) || name.startsWith(module.name() + "."));
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyJarNamesItsModuleInItsManifest(String module) throws IOException {
        try (JarFile jar = open(module)) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo(Pom.of(ROOT.resolve(module))
                            .texts("/project/properties/module.name")
                            .get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyJarHasTheLicenceAndNothingOfTheTests(String module) throws IOException {
        try (JarFile jar = open(module)) {
            assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(ROOT.resolve("LICENSE")));
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName))
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(filesOfTheTests(module));
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyServiceThatAJarNamesIsInIt(String module) throws IOException {
        try (JarFile jar = open(module)) {
            assertThat(services(jar)).allSatisfy(service -> {
                assertThat(text(jar, service).lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                        .as(service)
                        .isNotEmpty()
                        .allMatch(type -> jar.getEntry(type.strip().replace('.', '/') + ".class") != null);
            });
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
        try (JarFile jar = open(module)) {
            assertThat(services(jar)).contains("META-INF/services/io.cloudhost.core.spi." + port);
        }
    }

    private static Path jar(String module) {
        return ROOT.resolve(module + "/target/cloudhost-" + module + "-" + VERSION + ".jar");
    }

    private static JarFile open(String module) throws IOException {
        return new JarFile(jar(module).toFile());
    }

    private static List<String> services(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                .toList();
    }

    private static String text(JarFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Names what the tests of the module have that the module itself does not. */
    private static List<String> filesOfTheTests(String module) throws IOException {
        List<String> files = new ArrayList<>(filesIn(ROOT.resolve(module + "/target/test-classes")));
        files.removeAll(filesIn(ROOT.resolve(module + "/target/classes")));
        return files;
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
