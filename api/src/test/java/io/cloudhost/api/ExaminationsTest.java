package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.plugins.ExaminedProvider;
import io.cloudhost.api.plugins.FailingConstructorProvider;
import io.cloudhost.api.plugins.FailingStrategyProvider;
import io.cloudhost.api.plugins.FixedStrategyProvider;
import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationsTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    private final List<Finding> heard = new ArrayList<>();

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory)
                .plugins("examined.jar", CloudHostProvider.class, ExaminedProvider.class)
                .plugins("fixed.jar", IpLookupStrategyProvider.class, FixedStrategyProvider.class);
    }

    @Test
    void looksAtTheSettingsThenTheProviderThenTheStrategies() {
        Path log = directory.resolve("log");
        workspace.inWorkingDirectory("""
                box {
                  state = good, ipLookupStrategy = [fixed, hypervisor]
                  log = "%1$s", fixed { ip = "198.51.100.7", log = "%1$s" }
                }
                """.formatted(log));

        List<Finding> findings = workspace.hosts().examine("box", heard::add);

        assertThat(lines(findings, "box"))
                .containsExactly(
                        "box good configuration: " + workspace.workingFile() + ":1, made by the provider examined",
                        "box good machine: is there",
                        "box good strategy Fixed: gives the address 198.51.100.7",
                        "box good strategy hypervisor: the address will be known by lease");
        assertThat(heard).isEqualTo(findings);
        assertThat(Workspace.lines(log).stream().filter("closed Fixed"::equals))
                .hasSameSizeAs(Workspace.lines(log).stream()
                        .filter("created Fixed"::equals)
                        .toList());
    }

    @Test
    void looksAtWhatIsSharedOnceAndAtAllHosts() {
        workspace.inWorkingDirectory("""
                common { colour = red }
                one { state = good }
                two { state = bad }
                """);

        List<Finding> findings = workspace.hosts().examine(heard::add);

        assertThat(lines(findings))
                .first()
                .asString()
                .startsWith("good Java: " + Runtime.version() + " of ")
                .endsWith(", at " + System.getProperty("java.home"));
        assertThat(lines(findings).subList(1, findings.size()))
                .contains(
                        "good plugins: provider examined, existing",
                        "good plugins: strategy Fixed, hypervisor",
                        "one good machine: is there",
                        "two bad machine: is gone -> Bring it back")
                .noneMatch(line -> line.startsWith("common"));
        assertThat(heard).isEqualTo(findings);
    }

    @Test
    void aMistakeInTheSettingsIsAFindingAndNobodyIsAskedFurther() {
        workspace.inWorkingDirectory("box { state = good, stat = bad }");

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .containsExactly("box bad configuration: box.stat (" + workspace.workingFile()
                        + ":1): unknown key. Did you mean 'state'? -> Correct " + workspace.workingFile() + ":1");
    }

    @Test
    void aHostThatIsNotConfiguredIsAFinding() {
        workspace.inWorkingDirectory("box { state = good }");

        assertThat(lines(workspace.hosts().examine("bax", heard::add), "bax"))
                .containsExactly(
                        "bax bad configuration: bax: no host of this name is configured. Configured: box. Did you"
                                + " mean 'box'? Looked in: "
                                + workspace.homeFile() + " (not there), " + workspace.workingFile()
                                + ", cloudhost.conf on the classpath (not there)"
                                + " -> Correct the configuration");
    }

    @Test
    void aProviderThatFailsKeepsNobodyFromTheStrategies() {
        workspace.inWorkingDirectory("box { state = broken, ipLookupStrategy = [fixed, hypervisor] }");

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .contains(
                        "box bad provider examined: its examination failed: a bug -> If the message does not tell what to"
                                + " do, report it to the authors of the plugin",
                        "box good strategy Fixed: answers, and knows no such machine yet",
                        "box skipped strategy hypervisor: the provider's examination did not come so far");
    }

    @Test
    void aStrategyThatCannotWorkIsDoubtfulWhereAnotherOneDoes() {
        workspace.inWorkingDirectory("""
                both { state = good, ipLookupStrategy = [hypervisor, fixed], hypervisor { sources = [agent] } }
                one { state = good, ipLookupStrategy = hypervisor, hypervisor { sources = [agent] } }
                """);

        List<Finding> findings = workspace.hosts().examine(heard::add);

        assertThat(lines(findings, "both"))
                .element(2)
                .asString()
                .startsWith(
                        "both doubtful strategy hypervisor: agent: there is none; another strategy works without -> ");
        assertThat(lines(findings, "one"))
                .element(2)
                .asString()
                .startsWith("one bad strategy hypervisor: agent: there is none -> ");
    }

    @Test
    void strategiesOfWhichNoneWorksAreAllBad() {
        workspace.inWorkingDirectory("""
                box { state = broken, ipLookupStrategy = [hypervisor, failing], addressFamily = ipv6 }
                """);
        workspace.plugins("failing.jar", IpLookupStrategyProvider.class, FailingStrategyProvider.class);

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .contains(
                        "box skipped strategy hypervisor: the provider's examination did not come so far",
                        "box bad strategy failing: no way to an address of family IPV6 -> Correct box.failing ("
                                + workspace.workingFile() + ":1)");
    }

    @Test
    void strategiesAreNotLookedAtWhereNobodyWouldAskThem() {
        workspace.inWorkingDirectory("box { hostname = localhost }");

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .containsExactly(
                        "box good configuration: " + workspace.workingFile() + ":1, made by the provider existing",
                        "box good machine localhost: has the address 127.0.0.1");
    }

    @Test
    void aMachineThatExistsMustHaveAnAddress() {
        workspace.inWorkingDirectory("box { hostname = nowhere.invalid }");

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .contains("box bad machine nowhere.invalid: this computer cannot resolve its name -> Correct the name ("
                        + workspace.workingFile() + ":1), or make it known, e.g. in /etc/hosts");
    }

    @Test
    void aProviderOfAnotherVersionIsNamedWithItsJar() {
        workspace.inWorkingDirectory("box { state = newer, ipLookupStrategy = fixed }");

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .element(1)
                .asString()
                .startsWith("box bad provider examined: its examination failed: " + ExaminedProvider.class.getName())
                .contains("examined.jar", "NoSuchMethodError", "It was built for another version of cloudhost");
    }

    @Test
    void aProviderWithoutChecksSaysSo() {
        workspace.plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);
        workspace.inWorkingDirectory("box { libvirtBaseDomain = tiny-base, libvirtURL = here }");

        assertThat(lines(workspace.hosts().examine("box", heard::add), "box"))
                .anyMatch(line -> line.equals("box skipped provider libvirt: it has no checks of its own"));
    }

    @Test
    void aBrokenPluginIsDoubtfulSinceNotEveryHostNeedsIt() {
        workspace.plugins("broken.jar", CloudHostProvider.class, FailingConstructorProvider.class);
        workspace.inWorkingDirectory("box { state = good }");

        assertThat(lines(workspace.hosts().examine("box", heard::add)))
                .filteredOn(line -> line.startsWith("doubtful "))
                .singleElement()
                .asString()
                .startsWith("doubtful plugins: " + FailingConstructorProvider.class.getName())
                .contains("broken.jar")
                .endsWith(" -> Replace it by one that is made for this version of cloudhost, or remove it from the"
                        + " classpath");
    }

    private static List<String> lines(List<Finding> findings, String label) {
        return lines(findings).stream()
                .filter(line -> line.startsWith(label + " "))
                .toList();
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(ExaminationsTest::line).toList();
    }

    private static String line(Finding finding) {
        return finding.label().map(label -> label + " ").orElse("") + finding.verdict() + " " + finding.subject() + ": "
                + finding.finding()
                + finding.remedy().map(remedy -> " -> " + remedy).orElse("");
    }
}
