package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory);
    }

    @Test
    void theFirstLayerThatHasAKeyWins() {
        workspace
                .property("host.a", "system properties")
                .inHome("host { a = home, b = home }")
                .inWorkingDirectory("host { a = work, b = work, c = work }")
                .resource("one.jar", "cloudhost.conf", "host { a = one, b = one, c = one, d = one }")
                .resource("two.jar", "cloudhost.conf", "host { a = two, b = two, c = two, d = two, e = two }");

        Settings host = read().host("host");

        assertThat(host.keys()).containsExactly("a", "b", "c", "d", "e");
        assertThat(textOf(host, "a")).isEqualTo("system properties");
        assertThat(textOf(host, "b")).isEqualTo("home");
        assertThat(textOf(host, "c")).isEqualTo("work");
        assertThat(textOf(host, "d")).isEqualTo("one");
        assertThat(textOf(host, "e")).isEqualTo("two");
    }

    @Test
    void referencesComeLastAndOnlyOurOwnPartOfThem() {
        workspace
                .inHome("cloudhost.strategy.ssh.a = home")
                .resource(
                        "one.jar",
                        "reference.conf",
                        "cloudhost.strategy.ssh { a = one, b = one }\n akka { x = ${no.such.thing} }")
                .resource("two.jar", "reference.conf", "cloudhost.strategy.dns { c = two }");

        Configuration configuration = read();
        Settings strategies = configuration.defaults().section("strategy");

        assertThat(textOf(strategies.section("ssh"), "a")).isEqualTo("home");
        assertThat(textOf(strategies.section("ssh"), "b")).isEqualTo("one");
        assertThat(textOf(strategies.section("dns"), "c")).isEqualTo("two");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> configuration.host("akka"));
    }

    @Test
    void aGivenFileStandsInForTheUsualOnesButNotForTheClasspath() {
        Path file = workspace.path("mine.conf");
        Workspace.write(file, "host.a = mine");
        workspace
                .inHome("host.b = home")
                .inWorkingDirectory("host.c = work")
                .resource("one.jar", "cloudhost.conf", "host.d = one");

        Settings host = read(Optional.of(file)).host("host");

        assertThat(host.keys()).containsExactly("a", "d");
    }

    @Test
    void aGivenFileMustExist() {
        Path file = workspace.path("mine.conf");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Optional.of(file)))
                .withMessage("configuration: there is no file " + file + ", which was named as the one to read");
    }

    @Test
    void eachValueKnowsTheFileAndLineItWasWrittenIn() {
        workspace
                .property("host.fromProperty", "x")
                .property("dir", "/srv")
                .inHome("host {\n  own = 1\n  SSH {\n    joined = \"a\"${dir}\"b\"\n  }\n}")
                .inWorkingDirectory("\nhost {\n  other = 2\n  SSH { below = 3 }\n list = [\n a,\n b ] }");
        String home = workspace.homeFile().toString();
        String work = workspace.workingFile().toString();

        Settings host = read().host("host");

        assertThat(originOf(host, "fromProperty")).isEqualTo(Origin.of("system properties"));
        assertThat(originOf(host, "own")).isEqualTo(Origin.of(home, 2));
        assertThat(originOf(host, "SSH")).isEqualTo(Origin.of(home, 3));
        assertThat(originOf(host.section("SSH"), "joined")).isEqualTo(Origin.of(home, 4));
        assertThat(textOf(host.section("SSH"), "joined")).isEqualTo("a/srvb");
        assertThat(originOf(host.section("SSH"), "below")).isEqualTo(Origin.of(work, 4));
        assertThat(originOf(host, "other")).isEqualTo(Origin.of(work, 3));
        assertThat(originOf(host, "list")).isEqualTo(Origin.of(work, 5));
        assertThat(host.section("SSH").path()).isEqualTo("host.SSH");
    }

    @Test
    void aHostsOriginIsTheFirstPlaceWhereItIsWritten() {
        workspace.inHome("\n\nhost { a = 1 }").inWorkingDirectory("host { b = 2 }");

        assertThat(read().host("host").origin())
                .isEqualTo(Origin.of(workspace.homeFile().toString(), 3));
    }

    @Test
    void aValueFromAJarKnowsTheJar() {
        workspace.resource("one.jar", "cloudhost.conf", "\nhost { a = one }");

        assertThat(originOf(read().host("host"), "a"))
                .isEqualTo(Origin.of("jar:file:" + workspace.path("one.jar") + "!/cloudhost.conf", 2));
    }

    @Test
    void aSectionMadeOfAnotherOneKnowsWhereEachPartIsWritten() {
        workspace.inHome("common { a = 1 }\nhost = ${common} {\n b = 2 }\nmixed = ${common}\nmixed {\n b = 3 }");
        String home = workspace.homeFile().toString();

        Configuration configuration = read();

        assertThat(configuration.host("host").origin()).isEqualTo(Origin.of(home, 2));
        assertThat(originOf(configuration.host("host"), "a")).isEqualTo(Origin.of(home, 1));
        assertThat(originOf(configuration.host("host"), "b")).isEqualTo(Origin.of(home, 3));
        assertThat(originOf(configuration.host("mixed"), "a")).isEqualTo(Origin.of(home, 1));
        assertThat(textOf(configuration.host("mixed"), "b")).isEqualTo("3");
    }

    @Test
    void theNatHostOfTheGuideIsReadAsItStands() {
        workspace.property("user.home", "/home/me").inHome("""
                nat_host {
                    libvirtURL="qemu+ssh://user@linux-box/system"
                    libvirtBaseDomain="my_base_domain"
                    networkDeviceId="my_nat_network"
                    ipLookupStrategy="SSH"
                    SSH {
                        url="ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret"
                        command=\"""grep {0} /var/lib/libvirt/dnsmasq/my_nat_network.leases | cut -d " " -f 3\"""
                        timeout=30
                    }
                }
                """);

        Settings host = read().host("nat_host");
        Settings ssh = host.section("ssh");

        assertThat(host.keys())
                .containsExactlyInAnyOrder(
                        "libvirtURL", "libvirtBaseDomain", "networkDeviceId", "ipLookupStrategy", "SSH");
        assertThat(textOf(host, "libvirtURL")).isEqualTo("qemu+ssh://user@linux-box/system");
        assertThat(textOf(host, "libvirtBaseDomain")).isEqualTo("my_base_domain");
        assertThat(textOf(host, "networkDeviceId")).isEqualTo("my_nat_network");
        assertThat(textOf(host, "ipLookupStrategy")).isEqualTo("SSH");
        assertThat(textOf(ssh, "url"))
                .isEqualTo("ssh://user@linux-box?os=UNIX&connectionType=SCP"
                        + "&privateKeyFile=/home/me/.ssh/id_rsa&passphrase=bigsecret");
        assertThat(originOf(ssh, "url"))
                .isEqualTo(Origin.of(workspace.homeFile().toString(), 7));
        assertThat(textOf(ssh, "command"))
                .isEqualTo("grep {0} /var/lib/libvirt/dnsmasq/my_nat_network.leases | cut -d \" \" -f 3");
        assertThat(textOf(ssh, "timeout")).isEqualTo("30");
    }

    @Test
    void theBridgedHostOfTheGuideIsReadAsItStands() {
        workspace.property("user.home", "/home/me").inHome("""
                bridged_host {
                    libvirtURL="qemu+ssh://user@linux-box/system"
                    libvirtBaseDomain="my_base_domain"
                    networkDeviceId="br0"
                    ipLookupStrategy="SSH"
                    SSH {
                        url="ssh://dhcp-query-user@dhcp-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret"
                        command=\"""grep {0} /var/lib/dnsmasq/dnsmasq.leases | cut -d " " -f 3\"""
                        timeout=30
                    }
                }
                """);

        Settings host = read().host("bridged_host");

        assertThat(textOf(host, "networkDeviceId")).isEqualTo("br0");
        assertThat(textOf(host.section("SSH"), "url"))
                .isEqualTo("ssh://dhcp-query-user@dhcp-box?os=UNIX&connectionType=SCP"
                        + "&privateKeyFile=/home/me/.ssh/id_rsa&passphrase=bigsecret");
        assertThat(textOf(host.section("SSH"), "command"))
                .isEqualTo("grep {0} /var/lib/dnsmasq/dnsmasq.leases | cut -d \" \" -f 3");
    }

    @Test
    void theFileSystemMappingOfTheGuideIsReadAsItStands() {
        workspace
                .property("itest.vagrantDir", "/v")
                .property("itest.dataDir", "/d")
                .inHome("""
                        my-host {
                            fsMapping {
                                vagrant { hostPath = ${itest.vagrantDir}"/itest/vagrant", readOnly = true }
                                data    { hostPath = ${itest.dataDir}, readOnly = true, accessMode = "mapped" }
                            }
                        }
                        """);

        Settings mapping = read().host("my-host").section("fsMapping");

        assertThat(textOf(mapping.section("vagrant"), "hostPath")).isEqualTo("/v/itest/vagrant");
        assertThat(textOf(mapping.section("data"), "hostPath")).isEqualTo("/d");
        assertThat(textOf(mapping.section("data"), "readOnly")).isEqualTo("true");
        assertThat(originOf(mapping.section("data"), "hostPath"))
                .isEqualTo(Origin.of(workspace.homeFile().toString(), 4));
    }

    @Test
    void aSubstitutionMayNameAnEnvironmentVariable() {
        workspace.inHome("host { path = ${PATH} }");

        assertThat(textOf(read().host("host"), "path")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void aSubstitutionReachesAcrossLayers() {
        workspace
                .inHome("host { url = \"qemu+ssh://\"${box}\"/system\", command = ${host.command}\" -v\" }")
                .resource("one.jar", "cloudhost.conf", "box = linux-box\nhost.command = list");

        assertThat(textOf(read().host("host"), "url")).isEqualTo("qemu+ssh://linux-box/system");
        assertThat(textOf(read().host("host"), "command")).isEqualTo("list -v");
    }

    @Test
    void aSubstitutionWithoutValueHarmsOnlyTheHostThatItStandsIn() {
        workspace.inHome("good { a = 1 }\nbad {\n  SSH { url = \"ssh://\"${itest.box}\"/bigsecret\" }\n}");

        Configuration configuration = read();

        assertThat(configuration.labels()).containsExactly("bad", "good");
        assertThat(textOf(configuration.host("good"), "a")).isEqualTo("1");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> configuration.host("bad"))
                .withMessage(
                        "bad (" + workspace.homeFile() + ":3): the substitution ${itest.box} has no value: no setting,"
                                + " system property or environment variable of this name is set");
    }

    @Test
    void aHostThatIsMadeOfASubstitutionWithoutValueIsStillAHost() {
        workspace.inHome("host = ${itest.common} { a = 1 }");

        Configuration configuration = read();

        assertThat(configuration.labels()).containsExactly("host");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> configuration.host("host"))
                .withMessage("host (" + workspace.homeFile() + ":1): the substitution ${itest.common} has no value: no"
                        + " setting, system property or environment variable of this name is set");
    }

    @Test
    void aSubstitutionThatDependsOnItselfIsRefused() {
        workspace.inHome("host {\n a = ${host.b}\n b = ${host.a} }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::read)
                .withMessage(
                        "configuration (" + workspace.homeFile() + ":3): the substitution ${host.a} depends on itself");
    }

    @Test
    void aSubstitutionThatDoesNotFitIsRefusedWithoutShowingWhatItWasPutInto() {
        workspace.inHome("common { a = 1 }\nhost { b = ${common} bigsecret }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::read)
                .withMessage(
                        "configuration (" + workspace.homeFile()
                                + ":1): what stands here is joined with something that it does not fit, perhaps by a substitution: a section or a list with a text, for example")
                .satisfies(e -> assertThat(traceOf(e)).doesNotContain("bigsecret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host { a = 1\n b = \"bigsecret\n }",
                "host { a = 1\n b = 1 } } bigsecret",
                "host { a = 1\n b = 2    c = \"bigsecret\" }",
                "host { a = 1\n b = ${bigsecret",
                "host { a = 1\n bigsecret..b = 1 }",
            })
    void aFileThatIsNotValidIsRefusedWithItsLineButNothingOfWhatItHolds(String text) {
        workspace.inHome(text);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::read)
                .withMessage("configuration (" + workspace.homeFile()
                        + ":2): not valid HOCON here or shortly before. Look for a quote, brace or bracket that is not"
                        + " closed, and for two settings that neither a line break nor a comma separates")
                .satisfies(e -> assertThat(traceOf(e)).doesNotContain("bigsecret"));
    }

    @Test
    void aFileThatCannotBeReadDoesNotCountAsMissing() throws IOException {
        Files.createDirectories(workspace.homeFile());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::read)
                .withMessage("configuration (" + workspace.homeFile()
                        + "): cannot be read, or names a file to include that cannot be read");
    }

    @Test
    void aFileMayIncludeAnotherOneNextToIt() {
        workspace.inHome("include required(\"secrets.conf\")\nhost.a = 1");
        Path included = workspace.homeFile().resolveSibling("secrets.conf");
        Workspace.write(included, "host.b = 2");

        assertThat(originOf(read().host("host"), "b")).isEqualTo(Origin.of(included.toString(), 1));
    }

    @Test
    void scalarsAreKeptAsTheyWereWrittenAndNullUnsetsThem() {
        workspace
                .inHome("host { a = 1.50, b = 1e3, c = on, d = true, e = null, f = [1.0, x, null] }")
                .inWorkingDirectory("host.e = 1");

        Settings host = read().host("host");

        assertThat(textOf(host, "a")).isEqualTo("1.50");
        assertThat(textOf(host, "b")).isEqualTo("1e3");
        assertThat(textOf(host, "c")).isEqualTo("on");
        assertThat(textOf(host, "d")).isEqualTo("true");
        assertThat(host.value("e")).isEmpty();
        assertThat(host.find(SettingKey.texts("f", "F."))).contains(List.of("1.0", "x", "null"));
    }

    @Test
    void aLabelMayHaveAnyLetters() {
        workspace.inHome("\"my.host\" { a = 1 }\nwin-2022 { a = 2 }");

        assertThat(read().labels()).containsExactly("my.host", "win-2022");
        assertThat(textOf(read().host("my.host"), "a")).isEqualTo("1");
    }

    @Test
    void labelsAreTheSectionsOfOurFilesAlone() {
        workspace
                .property("os.name", "Linux")
                .property("home_host.a", "overridden")
                .inHome("home_host { a = 1 }, text = x, list = [1], gone = null, cloudhost.strategy.ssh.a = 1")
                .inWorkingDirectory("gone { a = 1 }")
                .resource("one.jar", "cloudhost.conf", "classpath_host { a = 1 }")
                .resource("two.jar", "reference.conf", "akka { a = 1 }");

        assertThat(read().labels()).containsExactly("classpath_host", "home_host");
    }

    @Test
    void aHostMayStandInTheSystemPropertiesAlone() {
        workspace.property("adhoc.hostname", "build-box");

        assertThat(textOf(read().host("adhoc"), "hostname")).isEqualTo("build-box");
    }

    @Test
    void aTextIsNoHost() {
        workspace.inHome("\nhost = x");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read().host("host"))
                .withMessage("host (" + workspace.homeFile() + ":2): must be a section: host { ... }, not a value");
    }

    @Test
    void aMissingHostIsRefusedWithThoseThatAreThereAndThePlacesLookedAt() {
        workspace.inHome("nat_host { a = 1 }, bridged_host { a = 1 }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read().host("nathost"))
                .withMessage(
                        "nathost: no host of this name is configured. Configured: bridged_host, nat_host. Did you mean"
                                + " 'nat_host'? Looked in: " + workspace.homeFile() + ", " + workspace.workingFile()
                                + " (not there), cloudhost.conf on the classpath (not there)")
                .satisfies(e -> assertThat(e.key()).isEqualTo("nathost"));
    }

    @Test
    void whereNothingIsConfiguredThatIsSaid() {
        Path file = workspace.path("mine.conf");
        Workspace.write(file, "");
        workspace.resource("one.jar", "cloudhost.conf", "");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Optional.of(file)).host("nat_host"))
                .withMessage("nat_host: no host of this name is configured. Configured: none. Looked in: " + file
                        + ", jar:file:" + workspace.path("one.jar") + "!/cloudhost.conf");
    }

    @Test
    void ourOwnSectionIsNoHost() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read().host("cloudhost"))
                .withMessageStartingWith("cloudhost: no host of this name is configured.");
    }

    private Configuration read() {
        return read(Optional.empty());
    }

    private Configuration read(Optional<Path> file) {
        return new ConfigurationReader(
                        workspace.loader(), workspace.surroundings(), new ConfigurationSources(List.of(), file, true))
                .read();
    }

    private static String textOf(Settings settings, String key) {
        return ((SettingValue.Text) settings.value(key).orElseThrow()).text();
    }

    private static Origin originOf(Settings settings, String key) {
        return settings.value(key).orElseThrow().origin();
    }

    private static String traceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
