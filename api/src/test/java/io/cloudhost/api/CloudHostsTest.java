package io.cloudhost.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.cloudhost.api.plugins.FailingAnswersProvider;
import io.cloudhost.api.plugins.FixedStrategyProvider;
import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.api.plugins.NamesakeProvider;
import io.cloudhost.api.plugins.PlanningProvider;
import io.cloudhost.api.plugins.RefusingStrategyProvider;
import io.cloudhost.api.plugins.SshLikeStrategyProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudHostsTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory)
                .plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class)
                .plugins(
                        "strategies.jar",
                        IpLookupStrategyProvider.class,
                        FixedStrategyProvider.class,
                        SshLikeStrategyProvider.class,
                        RefusingStrategyProvider.class);
    }

    @Test
    void anExistingMachineNeedsNoAdapter() {
        workspace.inHome("box { hostname = build-box }");

        try (CloudHost host = workspace.hosts().get("box")) {
            host.setup();
            assertThat(host.getHostName()).isEqualTo("build-box");
        }
    }

    @Test
    void eachCallMakesAnotherHost() {
        workspace.inHome("box { hostname = build-box }");
        CloudHosts hosts = workspace.hosts();

        assertThat(hosts.get("box")).isNotSameAs(hosts.get("box"));
    }

    @Test
    void systemPropertiesAreReadAnewEachTime() {
        // A key that no other test has: the properties belong to all of them.
        String label = "label_" + UUID.randomUUID();
        String key = label + ".hostname";
        System.setProperty(key, "first");
        try {
            assertThat(upAt(CloudHosts.load(), label)).isEqualTo("first");
            System.setProperty(key, "second");
            assertThat(upAt(CloudHosts.load(), label)).isEqualTo("second");
        } finally {
            System.clearProperty(key);
        }
    }

    @Test
    void labelsAreThoseOfTheFiles() {
        workspace.inHome("b { hostname = x }").inWorkingDirectory("a { hostname = y }");

        assertThat(workspace.hosts().labels()).containsExactly("a", "b");
    }

    @Test
    void anotherFileMayBeRead() {
        Path file = workspace.path("mine.conf");
        Workspace.write(file, "mine { hostname = x }");
        workspace.inHome("home { hostname = x }");

        assertThat(workspace.builder().configFile(file).build().labels()).containsExactly("mine");
    }

    @Test
    void whatIsWrongWithTheConfigurationReachesTheCallerUnwrapped() {
        workspace.inHome("host {");

        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(workspace::hosts);
    }

    @Test
    void whatIsWrongWithThePluginsReachesTheCallerUnwrapped() {
        workspace.plugins("namesake.jar", CloudHostProvider.class, NamesakeProvider.class);

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(workspace::hosts)
                .withMessageStartingWith("more than one provider is named 'LibVirt': ");
    }

    @Test
    void theContextClassLoaderOfTheThreadIsSearchedWhereNoneIsGiven() {
        workspace.inHome("host { libvirtBaseDomain = b }");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(workspace.loader());
        try {
            CloudHosts hosts =
                    CloudHosts.builder().surroundings(workspace.surroundings()).build();
            assertThat(hosts.plan("host").base()).isEqualTo("b");
            thread.setContextClassLoader(null);
            assertThat(CloudHosts.builder()
                            .surroundings(workspace.surroundings())
                            .build()
                            .labels())
                    .containsExactly("host");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aHostBelongsToTheProcessAndToOneSession() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.ip = 198.51.100.7 }");
        CloudHosts hosts = workspace.hosts();

        String first = upAt(hosts, "host");

        assertThat(first)
                .contains(hosts.owner().toString())
                .contains("user=tester")
                .contains("machine=" + MachineName.ofThisMachine().find())
                .contains("process=" + ProcessHandle.current().pid())
                .contains(ProcessTable.ofThisMachine().ownMark().toString())
                .endsWith(", session");
        assertThat(upAt(hosts, "host")).isEqualTo(first);
        assertThat(upAt(workspace.hosts(), "host")).isNotEqualTo(first);
    }

    @Test
    void theLifetimeIsPassedOn() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.ip = 198.51.100.7 }");

        assertThat(upAt(workspace.builder().lifetime(Lifetime.DETACHED).build(), "host"))
                .endsWith(", detached");
    }

    @Test
    void theListenerHearsOfThePhases() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.ip = 198.51.100.7 }");
        List<String> events = new ArrayList<>();
        CloudHostListener listener = new CloudHostListener() {
            @Override
            public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                events.add(label + " " + phase + ": " + outcome);
            }
        };

        upAt(workspace.builder().listener(listener).build(), "host");

        assertThat(events).containsExactly("host address: 198.51.100.7 from Fixed");
    }

    @Test
    void aProviderGetsAListenerThatNeverThrows() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.ip = 198.51.100.7 }");
        CloudHostListener throwing = new CloudHostListener() {
            @Override
            public void up(String label, Duration took) {
                throw new AssertionError("listener");
            }
        };
        CloudHosts hosts = workspace.builder().listener(throwing).build();

        assertThatCode(() -> upAt(hosts, "host")).doesNotThrowAnyException();
    }

    @Test
    void aBaseInAFileIsPlannedWithTheDefaultsOfTheOnlyProviderThatPlans() {
        Path file = workspace.path("tiny-base.xml");
        Workspace.write(file, "<domain/>\n");
        workspace.inHome("cloudhost.provider.libvirt.networkDeviceId = mine\nhost { libvirtBaseDomain = b }");

        HostPlan plan = workspace.hosts().plan(file);

        assertThat(plan.name()).isEqualTo("tiny-base");
        assertThat(plan.base()).isEqualTo("none");
        assertThat(plan.description()).isEqualTo("<domain/>\ntiny-base.networkDeviceId=mine\n");
    }

    @Test
    void aBaseInATextIsPlannedUnderTheGivenLabel() {
        workspace.inHome("cloudhost.provider.libvirt.networkDeviceId = mine\nhost { libvirtBaseDomain = b }");

        HostPlan plan = workspace.hosts().plan("any", "<domain/>\n".getBytes(UTF_8));

        assertThat(plan.name()).isEqualTo("any");
        assertThat(plan.description()).isEqualTo("<domain/>\nany.networkDeviceId=mine\n");
    }

    @Test
    void aBaseInATextNeedsAProviderThatPlans() throws Exception {
        try (Workspace bare = new Workspace(Files.createDirectory(workspace.path("bare")))) {
            assertThatExceptionOfType(CloudHostException.class)
                    .isThrownBy(() -> bare.hosts().plan("any", "<domain/>".getBytes(UTF_8)))
                    .withMessage("cannot plan a host from any:"
                            + " no provider on the classpath plans hosts. On the classpath: existing.");
        }
    }

    @Test
    void aBaseInAFileThatIsNotThereIsRefused() {
        Path file = workspace.path("none.xml");

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> workspace.hosts().plan(file))
                .withMessage("cannot read the description of a base from " + file
                        + ": java.nio.file.NoSuchFileException: " + file);
    }

    @Test
    void aBaseInAFileNeedsAProviderThatPlans() throws Exception {
        Path file = workspace.path("a.xml");
        try (Workspace bare = new Workspace(Files.createDirectory(workspace.path("bare")))) {
            assertThatExceptionOfType(CloudHostException.class)
                    .isThrownBy(() -> bare.hosts().plan(file))
                    .withMessage("cannot plan a host from " + file
                            + ": no provider on the classpath plans hosts. On the classpath: existing.");
        }
    }

    @Test
    void aProviderThatFailsToTellWhetherItPlansDoesNot() throws Exception {
        Path file = workspace.path("a.xml");
        Workspace.write(file, "<domain/>\n");
        workspace.plugins("failing.jar", CloudHostProvider.class, FailingAnswersProvider.class);

        assertThat(workspace.hosts().plan(file).name()).isEqualTo("a");

        try (Workspace bare = new Workspace(Files.createDirectory(workspace.path("bare")))) {
            bare.plugins("failing.jar", CloudHostProvider.class, FailingAnswersProvider.class);
            assertThatExceptionOfType(CloudHostException.class)
                    .isThrownBy(() -> bare.hosts().plan(file))
                    .withMessage(
                            "cannot plan a host from " + file + ": no provider on the classpath plans hosts. On the"
                                    + " classpath: existing. Broken: " + FailingAnswersProvider.class.getName() + " ("
                                    + bare.path("failing.jar") + "): java.lang.IllegalStateException: no pencil.");
        }
    }

    @Test
    void aBaseInAFileMustNotBeForAnyOfSeveralProviders() {
        Path file = workspace.path("a.xml");
        workspace.plugins("planning.jar", CloudHostProvider.class, PlanningProvider.class);

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> workspace.hosts().plan(file))
                .withMessage(
                        "cannot plan a host from " + file + ": several providers plan hosts, and nothing tells which"
                                + " one it is for: libvirt, planning");
    }

    @Test
    void aHostOfAProviderThatPlansNothingCannotBePlanned() {
        workspace.inHome("box { hostname = build-box }");

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> workspace.hosts().plan("box"))
                .withMessage("box: the provider 'existing' makes nothing that could be planned");
    }

    @Test
    void theInventoryOfAHostIsThatOfItsPlace() {
        workspace.inHome("host { libvirtBaseDomain = b, libvirtURL = here }");

        try (HostInventory inventory = workspace.hosts().inventory("host")) {
            assertThat(inventory.place()).isEqualTo("here");
        }
        try (HostInventory inventory = workspace.hosts().findInventory("host").orElseThrow()) {
            assertThat(inventory.place()).isEqualTo("here");
        }
    }

    @Test
    void aHostOfAProviderThatListsNothingHasNoInventory() {
        workspace.inHome("box { hostname = build-box }");

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> workspace.hosts().inventory("box"))
                .withMessage("box: the provider 'existing' makes nothing that could be listed");
        assertThat(workspace.hosts().findInventory("box")).isEmpty();
    }

    @Test
    void eachPlaceIsListedOnceAndASecondInventoryOfItClosed() {
        Path log = workspace.path("log");
        workspace.inHome("""
                cloudhost.provider.libvirt.log = "%s"
                a { libvirtBaseDomain = b, libvirtURL = here }
                b { libvirtBaseDomain = b, libvirtURL = there }
                c { libvirtBaseDomain = b, libvirtURL = here }
                d { hostname = build-box }
                itest { directory = "/srv" }
                """.formatted(log));

        List<HostInventory> inventories = workspace.hosts().inventories();

        assertThat(inventories).extracting(HostInventory::place).containsExactly("here", "there");
        assertThat(Workspace.lines(log)).containsExactly("opened a", "opened b", "opened c", "closed c");
        inventories.forEach(HostInventory::close);
    }

    @Test
    void whereOneInventoryCannotBeOpenedNoneIsLeftOpen() {
        Path log = workspace.path("log");
        workspace.inHome("""
                cloudhost.provider.libvirt.log = "%s"
                a { libvirtBaseDomain = b, libvirtURL = here }
                b { libvirtBaseDomain = b, libvirtURL = closed }
                """.formatted(log));

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> workspace.hosts().inventories())
                .withMessage("cannot open closed");
        assertThat(Workspace.lines(log)).containsExactly("opened a", "closed a");
    }

    @Test
    void aHostThatIsNotConfiguredProperlyHasAnInventoryThatSaysSoAmongThoseOfTheOthers() {
        workspace.inHome("""
                a { libvirtBaseDomain = b, libvirtURL = here }
                b { libvirtBaseDomain = b, libvirtURLL = there }
                c { libvirtBaseDomain = ${nowhere} }
                d { libvirtBaseDomain = b, libvirtURL = there }
                """);

        List<HostInventory> inventories = workspace.hosts().inventories();

        assertThat(inventories).extracting(HostInventory::place).containsExactly("here", "b", "c", "there");
        HostInventory wrong = inventories.get(1);
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, wrong::list);
        assertThat(failure)
                .hasMessage("b.libvirtURLL (" + workspace.homeFile() + ":2): unknown key. Did you mean 'libvirtURL'?");
        assertThatThrownBy(() -> wrong.remove("b-1")).isSameAs(failure);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(inventories.get(2)::list)
                .withMessageContaining("${nowhere}");
        inventories.forEach(HostInventory::close);
    }

    @Test
    void aGuiceApplicationMayInstallTheModule() {
        workspace.inHome("box { hostname = build-box }");
        Injector injector = Guice.createInjector(new CloudHostsModule(workspace.builder()));

        CloudHosts hosts = injector.getInstance(CloudHosts.class);

        assertThat(hosts.labels()).containsExactly("box");
        assertThat(injector.getInstance(CloudHosts.class)).isSameAs(hosts);
        assertThat(injector.getBindings().keySet())
                .noneMatch(key -> key.getTypeLiteral().getRawType().equals(Configuration.class));
    }

    @Test
    void theModuleReadsTheUsualConfigurationWhereNothingElseIsSaid() {
        assertThat(Guice.createInjector(new CloudHostsModule()).getInstance(CloudHosts.class))
                .isNotNull();
    }

    private static String upAt(CloudHosts hosts, String label) {
        try (CloudHost host = hosts.get(label)) {
            host.setup();
            return host.getHostName();
        }
    }
}
