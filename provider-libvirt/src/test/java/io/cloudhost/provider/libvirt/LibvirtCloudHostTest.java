package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostEndedException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.Origin;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.StartOption;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import io.cloudhost.testkit.FakeProviderContext;
import io.cloudhost.testkit.TestSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The whole adapter on libvirt's in-process driver: real definitions and volumes, no guests. */
@LibvirtInstalled
class LibvirtCloudHostTest {

    private static final InetAddress ADDRESS = new InetSocketAddress("198.51.100.7", 0).getAddress();
    private static final Owner OWNER = new Owner(UUID.randomUUID(), "me", "here", 42);

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void clonesStartsAndFindsTheBase() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);

        host.setup();

        assertThat(host.getHostName()).isEqualTo("198.51.100.7");
        assertThat(host.getPort(22)).isEqualTo(22);
        var clone = driver.hypervisor().domain(context.asked.name()).orElseThrow();
        assertThat(clone.state()).isEqualTo(DomainState.RUNNING);
        assertThat(clone.uuid()).isEqualTo(context.asked.uuid());
        assertThat(clone.name()).matches("nat_host-[0-9a-f]{8}");
        assertThat(clone.xml())
                .contains(context.asked.mac().orElseThrow().toString())
                .contains("<source file='/pool/" + clone.name() + "-vda.qcow2'/>")
                .contains("<source file='/second/" + clone.name() + "-vdb.qcow2'/>")
                .contains("keep me");
        assertThat(driver.hypervisor().volumeAt("/pool/" + clone.name() + "-vda.qcow2"))
                .hasValueSatisfying(volume -> assertThat(volume.capacity()).isEqualTo(1048576));
        host.teardown();
    }

    @Test
    void mapsFolders(@TempDir Path folder) {
        Context context = new Context();
        CloudHost host = new LibvirtCloudHostProvider(driver.connector()).create(mapping(folder.toString()), context);

        host.setup();

        assertThat(driver.hypervisor()
                        .domain(context.asked.name())
                        .orElseThrow()
                        .xml())
                .containsPattern("<filesystem type='mount' accessmode='mapped'>\\s*<source dir='" + folder
                        + "'/>\\s*<target dir='data'/>\\s*<readonly/>");
        host.teardown();
    }

    @Test
    void refusesAFolderThatIsMissingBeforeAnythingIsCreated() {
        CloudHost host =
                new LibvirtCloudHostProvider(driver.connector()).create(mapping("/nowhere/at/all"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "nat_host.fsMapping.data.hostPath = \"/nowhere/at/all\" (test.conf:5): there is no such folder");
        assertNothingIsLeft();
    }

    private static HostDefinition mapping(String hostPath) {
        return new HostDefinition(
                "nat_host",
                TestSettings.forProvider(new LibvirtCloudHostProvider(), "nat_host", """
                libvirtURL = "test:///it"
                libvirtBaseDomain = tiny-base
                networkDeviceId = br0
                fsMapping {
                  data { hostPath = "%s", accessMode = mapped }
                }
                """.formatted(hostPath)));
    }

    @Test
    void leavesNothingBehind() {
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context());

        host.setup();
        host.teardown();
        host.teardown();

        assertNothingIsLeft();
        assertThatThrownBy(host::getHostName)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nat_host is torn down");
    }

    @Test
    void saysSoWhenItsCloneHasEndedAndIsTornDownAllTheSame() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        String clone = context.asked.name();

        driver.hypervisor().destroy(context.asked.uuid());

        await().untilAsserted(() -> assertThatThrownBy(host::getHostName)
                .isInstanceOf(HostEndedException.class)
                .message()
                .matches("nat_host: the machine '" + clone + "' was destroyed \\(noticed at [-0-9T:]+Z\\)\\. Tear the"
                        + " host down; another one can be had for its label"));
        assertThatThrownBy(() -> host.getPort(22)).isInstanceOf(HostEndedException.class);
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void isUsableWhenSomebodyHasStartedItsCloneAgain() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        driver.hypervisor().destroy(context.asked.uuid());
        await().untilAsserted(() -> assertThatThrownBy(host::getHostName).isInstanceOf(HostEndedException.class));

        driver.hypervisor().start(context.asked.uuid());

        assertThat(host.getHostName()).isEqualTo("198.51.100.7");
        host.teardown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | SESSION  | true",
                "false | SESSION  | false",
                "true  | DETACHED | false",
            })
    void explainsAnEndByTheConnectionThatWasLostWhereTheCloneIsBoundToIt(
            String autodestroy, Lifetime lifetime, boolean explained) {
        Instant lost = Instant.parse("2026-01-01T00:00:00Z");
        HypervisorConnector losing =
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
                        DomainWatch watch = super.watch(uuid, whenEnded);
                        return new DomainWatch() {
                            @Override
                            public Optional<Instant> lostConnection() {
                                return Optional.of(lost);
                            }

                            @Override
                            public void close() {
                                watch.close();
                            }
                        };
                    }
                };
        Context context = new Context();
        context.lifetime = lifetime;
        CloudHost host = host(Map.of("networkDeviceId", "br0", "autodestroy", autodestroy), context, losing);
        host.setup();
        driver.hypervisor().destroy(context.asked.uuid());

        String reason = ": the connection to libvirt at test:///it was lost at 2026-01-01T00:00:00Z, and libvirt ends a"
                + " clone with the connection that started it, also when libvirtd is stopped or restarted, unless"
                + " autodestroy is false";
        await().untilAsserted(() -> assertThatThrownBy(host::getHostName)
                .hasMessageContaining("was destroyed" + (explained ? reason : "") + " (noticed at "));
        host.teardown();
    }

    @ParameterizedTest
    @CsvSource({"graceful, true", "destroy, false"})
    void asksTheGuestToShutDownOnlyWhereThatIsWanted(String shutdown, boolean asks) {
        List<String> calls = new ArrayList<>();
        CloudHost host = host(Map.of("networkDeviceId", "br0", "shutdown", shutdown), new Context(), noting(calls));
        host.setup();
        calls.clear();

        host.teardown();

        assertThat(calls).containsExactlyElementsOf(asks ? List.of("shutdown", "destroy") : List.of("destroy"));
        assertNothingIsLeft();
    }

    @Test
    void aSetupThatFailsWaitsForNoGuestToShutDown() {
        List<String> calls = new ArrayList<>();
        Context context = new Context();
        context.fails = true;
        CloudHost host = host(Map.of("networkDeviceId", "br0", "shutdown", "graceful"), context, noting(calls));

        assertThatThrownBy(host::setup).isInstanceOf(HostSetupException.class);

        assertThat(calls).containsExactly("destroy");
    }

    private HypervisorConnector noting(List<String> calls) {
        return url -> new HypervisorView(driver.connector().connect(url)) {
            @Override
            public void shutdown(UUID uuid) {
                calls.add("shutdown");
                super.shutdown(uuid);
            }

            @Override
            public void destroy(UUID uuid) {
                calls.add("destroy");
                super.destroy(uuid);
            }
        };
    }

    @Test
    void showsWhatBaseAndCloneAreToWhoeverDebugsButNoSecrets() {
        String password = "hush-hush";
        driver.hypervisor()
                .define(TestDriver.resource("base.xml")
                        .replace("</devices>", "<graphics type='vnc' passwd='" + password + "'/></devices>"));
        assertThat(driver.hypervisor().domainXmlWithSecrets("tiny-base")).contains(password);
        Logger logger = (Logger) LoggerFactory.getLogger("io.cloudhost.provider.libvirt");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.DEBUG);
        Context context = new Context();
        try (CloudHost host = host(Map.of("networkDeviceId", "br0"), context)) {
            host.setup();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(log);
        }

        List<String> lines = List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(lines).noneMatch(line -> line.contains(password));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("The base is\n<domain") && line.contains("<name>tiny-base</name>"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("The clone is\n<domain")
                        && line.contains("<name>" + context.asked.name() + "</name>"));
    }

    @Test
    void hasNoAddressBeforeItIsSetUp() {
        CloudHost host = host(Map.of(), new Context());

        assertThatThrownBy(host::getHostName)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nat_host is not set up");
        assertThatThrownBy(() -> host.getPort(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a port: 0. Ports are 1 to 65535");
    }

    @Test
    void listsTheDomainsWhereTheBaseIsMissing() {
        CloudHost host = host(Map.of("libvirtBaseDomain", "tiny-bas"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "nat_host.libvirtBaseDomain = \"tiny-bas\" (test.conf:2): no domain of this name at test:///it."
                                + " It has: tiny-base. Did you mean 'tiny-base'?");
        assertNothingIsLeft();
    }

    @Test
    void aPoolThatWasStoppedSinceThePlanKeepsNoDefinitionOfWhatIsNotThere() {
        HypervisorConnector stopping =
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public String createVolume(String pool, String xml) {
                        driver.stopPool(pool);
                        return super.createVolume(pool, xml);
                    }
                };

        assertThatThrownBy(() -> host(Map.of("networkDeviceId", "br0"), new Context(), stopping)
                        .setup())
                .hasMessage("nat_host: setup failed in phase 'clone': cannot create a volume in the storage pool"
                        + " 'default': Requested operation is not valid: storage pool 'default' is not active")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertThat(driver.hypervisor().domainNames()).containsExactly("tiny-base");
    }

    @Test
    void refusesABaseThatRuns() {
        driver.hypervisor().start(TestDriver.BASE);
        CloudHost host = host(Map.of(), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'resolve': the base domain 'tiny-base' is running. Only a"
                        + " domain that is shut off can be cloned, since its disks must not change:"
                        + " virsh -c test:///it shutdown tiny-base");
        assertThat(driver.hypervisor().domain("tiny-base").orElseThrow().state())
                .isEqualTo(DomainState.RUNNING);
    }

    @Test
    void refusesABaseThatWasSavedWithItsMemory() {
        driver.startAndSave("tiny-base");
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'resolve': the base domain 'tiny-base' was saved with its"
                        + " memory, and its disks are as they were in the middle of its work. Start it and shut it down, or"
                        + " give the memory up: virsh -c test:///it managedsave-remove tiny-base");
        assertNothingIsLeft();
    }

    @Test
    void startsNoCloneOfABaseThatWasStartedMeanwhile() {
        CloudHost host = host(
                Map.of("networkDeviceId", "br0"),
                new Context(),
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public void define(String xml) {
                        super.define(xml);
                        super.start(TestDriver.BASE);
                    }
                });

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessageStartingWith(
                        "nat_host: setup failed in phase 'start': the base domain 'tiny-base' is running.");
        assertNothingIsLeft();
    }

    @Test
    void keepsTheDefinitionWhereThePoolOfAnOverlayIsGone() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        driver.undefinePool("second");

        assertThatThrownBy(host::teardown)
                .isInstanceOf(CloudHostException.class)
                .hasMessageContaining("cannot delete the volume '" + context.asked.name()
                        + "-vdb.qcow2' of the storage pool 'second': ");
        assertThat(driver.hypervisor().domain(context.asked.name())).isPresent();
    }

    @Test
    void refusesANetworkThatIsNotOnTheBase() {
        CloudHost host = host(Map.of("networkDeviceId", "vmnet"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "nat_host.networkDeviceId = \"vmnet\" (test.conf:2): the base domain 'tiny-base' has no network"
                                + " interface on it. It has: network my_nat_network, bridge br0");
        assertNothingIsLeft();
    }

    @Test
    void putsAllOverlaysToThePoolThatIsAskedFor() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0", "clonePool", "second"), context);

        host.setup();

        String clone = context.asked.name();
        assertThat(driver.hypervisor().volume("second", clone + "-vda.qcow2"))
                .hasValueSatisfying(volume -> assertThat(volume.capacity()).isEqualTo(1048576));
        assertThat(driver.hypervisor().volume("second", clone + "-vdb.qcow2")).isPresent();
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void refusesABaseWhoseDisksAreInNoPoolThatCouldHoldAnOverlay() {
        redefineBase("/pool/tiny-base.qcow2", "/elsewhere/tiny-base.qcow2", "/second/data.raw", "/elsewhere/data.raw");
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'plan': the base domain 'tiny-base' cannot be cloned."
                        + " disk vda: /elsewhere/tiny-base.qcow2 is in no storage pool that could hold an overlay, and"
                        + " neither is another disk of the base (set clonePool to a storage pool of type dir);"
                        + " disk vdb: /elsewhere/data.raw is in no storage pool that could hold an overlay, and"
                        + " neither is another disk of the base (set clonePool to a storage pool of type dir)");
        assertNothingIsLeft();
    }

    @Test
    void refusesABaseWhoseDiskIsMissing() {
        driver.hypervisor().deleteVolume("second", "data.raw");
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'plan': the base domain 'tiny-base' cannot be cloned."
                        + " disk vdb: there is no file /second/data.raw (restore it)");
        assertNothingIsLeft();
    }

    @Test
    void refusesABaseThatThePlanRefuses() {
        redefineBase("<disk type='file' device='disk'>", "<disk type='file' device='disk'><shareable/>");
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context());

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'plan': the base domain 'tiny-base' cannot be cloned. disk"
                        + " vda: shareable and writable: several machines expect to write it (make it <readonly/>); disk"
                        + " vdb: shareable and writable: several machines expect to write it (make it <readonly/>)");
        assertNothingIsLeft();
    }

    enum Failing {
        DEFINE(SetupPhase.CLONE),
        FIRST_VOLUME(SetupPhase.CLONE),
        SECOND_VOLUME(SetupPhase.CLONE),
        START(SetupPhase.START),
        LOOKUP(SetupPhase.ADDRESS),
        METADATA(SetupPhase.ADDRESS);

        private final SetupPhase phase;

        Failing(SetupPhase phase) {
            this.phase = phase;
        }
    }

    @ParameterizedTest
    @EnumSource
    void removesAllThatASetupMadeWhereverItFails(Failing failing) {
        Context context = new Context();
        context.fails = failing == Failing.LOOKUP;
        CloudHost host = host(
                Map.of("networkDeviceId", "br0"),
                context,
                url -> new FailingHypervisor(driver.connector().connect(url), failing));

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase '" + failing.phase + "': broken on purpose")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertNothingIsLeft();
        assertThat(context.closed).isTrue();
    }

    @Test
    void aFailingTeardownKeepsTheDefinitionThatNamesWhatIsLeftAndCanBeRepeated() {
        Context context = new Context();
        boolean[] broken = {true};
        CloudHost host = host(
                Map.of("networkDeviceId", "br0"),
                context,
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public void deleteVolume(String pool, String name) {
                        if (broken[0] && pool.equals("second")) {
                            throw new HypervisorException("broken on purpose", null);
                        }
                        super.deleteVolume(pool, name);
                    }
                });
        host.setup();
        String name = context.asked.name();

        assertThatThrownBy(host::teardown)
                .isInstanceOf(CloudHostException.class)
                .hasMessage("nat_host: teardown is not complete: the clone '" + name
                        + "' is not wholly removed: broken on purpose");
        var left = driver.hypervisor().domain(name).orElseThrow();
        assertThat(left.state()).isEqualTo(DomainState.SHUT_OFF);
        assertThat(left.xml()).contains(name + "-vdb.qcow2");
        assertThat(driver.hypervisor().volume("default", name + "-vda.qcow2")).isEmpty();

        broken[0] = false;
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void removesTheCloneOverAnotherConnectionWhereTheFirstIsLost() {
        boolean[] lost = {false};
        HypervisorConnector losing = url -> {
            lost[0] = false;
            return new HypervisorView(driver.connector().connect(url)) {
                private boolean noticed;

                @Override
                public void destroy(UUID uuid) {
                    if (lost[0]) {
                        noticed = true;
                        throw new HypervisorException("Broken pipe", null);
                    }
                    super.destroy(uuid);
                }

                @Override
                public boolean isAlive() {
                    return !noticed;
                }
            };
        };
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context(), TestDriver.sharing(losing));
        host.setup();

        lost[0] = true;
        host.teardown();

        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "true, SESSION, true, UNTIL_DISCONNECTED PAUSED",
        "true, SESSION, false, UNTIL_DISCONNECTED",
        "true, DETACHED, true, PAUSED",
        "false, SESSION, false, ''",
        "false, DETACHED, true, PAUSED"
    })
    void theCloneEndsWithItsConnectionUnlessItIsMeantToRunOnAndWaitsForItsConsole(
            String autodestroy, Lifetime lifetime, String recorded, String options) {
        Context context = new Context();
        context.lifetime = lifetime;
        List<List<StartOption>> calls = new ArrayList<>();
        CloudHost host = host(
                Map.of("networkDeviceId", "br0", "autodestroy", autodestroy, "consoleRecording", recorded),
                context,
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public void start(UUID uuid, StartOption... options) {
                        calls.add(List.of(options));
                        super.start(uuid, options);
                    }
                });

        host.setup();

        assertThat(calls)
                .containsExactly(Stream.of(options.split(" "))
                        .filter(option -> !option.isEmpty())
                        .map(StartOption::valueOf)
                        .toList());
        host.teardown();
    }

    @Test
    void theConnectionStaysOpenForAsLongAsTheHostLives() {
        CloudHost host = host(Map.of("networkDeviceId", "br0"), new Context());

        host.setup();

        assertThat(driver.openConnections()).isEqualTo(1);
        host.teardown();
        assertThat(driver.openConnections()).isZero();
    }

    @Test
    void hostsAtOneUrlShareTheirConnection() {
        HypervisorConnector sharing = TestDriver.sharing(driver.connector());
        CloudHost one = host(Map.of("networkDeviceId", "br0"), new Context(), sharing);
        Context context = new Context();
        context.address = new InetSocketAddress("198.51.100.8", 0).getAddress();
        CloudHost another = host(Map.of("networkDeviceId", "br0"), context, sharing);

        one.setup();
        another.setup();
        assertThat(driver.openConnections()).isEqualTo(1);

        one.teardown();
        assertThat(another.getHostName()).isEqualTo("198.51.100.8");
        assertThat(driver.openConnections()).isEqualTo(1);
        another.teardown();
        assertNothingIsLeft();
    }

    @Test
    void removesWhatIsLeftOfACloneThatTheHypervisorHasEnded() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();

        driver.hypervisor().destroy(context.asked.uuid());
        host.teardown();

        assertNothingIsLeft();
    }

    @Test
    void removesTheVolumesOfACloneWhoseDomainIsGone() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();

        driver.hypervisor().destroy(context.asked.uuid());
        driver.hypervisor().undefine(context.asked.uuid());
        host.teardown();

        assertNothingIsLeft();
    }

    @Test
    void listsAndRemovesTheClonesThatAreOurs() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        LibvirtCloudHostProvider provider = new LibvirtCloudHostProvider(driver.connector());

        try (var inventory = provider.inventory(definition(Map.of())).orElseThrow()) {
            assertThat(inventory.place()).isEqualTo("test:///it");
            assertThat(inventory.list())
                    .containsExactly(new HostRecord(
                            context.asked.name(),
                            "nat_host",
                            "tiny-base",
                            OWNER,
                            Lifetime.SESSION,
                            inventory.list().get(0).created(),
                            "running",
                            Optional.of("198.51.100.7"),
                            inventory.list().get(0).expiry(),
                            false));
            assertThat(inventory.list().get(0).expiry()).isPresent();

            inventory.remove(context.asked.name());

            assertThat(inventory.list()).isEmpty();
        }
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void aCloneThatIsToStayBelongsToItsProcessUntilItIsUp() {
        Context context = new Context();
        context.lifetime = Lifetime.DETACHED;
        List<CloneRecord> written = new ArrayList<>();
        CloudHost host = host(
                Map.of("networkDeviceId", "br0"), context, url -> new HypervisorView(
                        driver.connector().connect(url)) {
                    @Override
                    public void define(String xml) {
                        written.add(CloneRecord.of(XmlElement.parse(xml)).orElseThrow());
                        super.define(xml);
                    }

                    @Override
                    public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                        super.setMetadata(uuid, xml, prefix, namespace);
                        written.add(recordOf(context.asked.name()));
                    }
                });

        host.setup();

        assertThat(written)
                .extracting(record -> record.provenance().lifetime())
                .containsExactly(Lifetime.SESSION, Lifetime.SESSION, Lifetime.DETACHED);
        assertThat(written).extracting(record -> record.expiry().isPresent()).containsExactly(true, true, false);
        assertThat(written).extracting(record -> record.address().isPresent()).containsExactly(false, true, true);
        written.clear();
        host.teardown();
        assertThat(written).extracting(CloneRecord::ending).containsExactly(true);
        assertNothingIsLeft();
    }

    @Test
    void aRemovalThatIsCutShortIsMarkedInTheRecord() {
        Context context = new Context();
        context.lifetime = Lifetime.DETACHED;
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        String name = context.asked.name();
        LibvirtCloudHostProvider dying = new LibvirtCloudHostProvider(
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public void destroy(UUID uuid) {
                        throw new AssertionError("killed");
                    }
                });

        try (var inventory = dying.inventory(definition(Map.of())).orElseThrow()) {
            assertThatThrownBy(() -> inventory.remove(name)).isInstanceOf(AssertionError.class);

            assertThat(inventory.list()).singleElement().satisfies(record -> {
                assertThat(record.ending()).isTrue();
                assertThat(record.lifetime()).isEqualTo(Lifetime.DETACHED);
            });
        }
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void aHostIsRemovedOnlyIfItIsAsExpected() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        String name = context.asked.name();

        try (var inventory = new LibvirtCloudHostProvider(driver.connector())
                .inventory(definition(Map.of()))
                .orElseThrow()) {
            HostRecord before = inventory.list().get(0);
            assertThat(inventory.remove(name, record -> false)).isFalse();
            assertThat(inventory.remove("tiny-base", record -> true)).isFalse();
            assertThat(inventory.remove("nobody", record -> true)).isFalse();
            assertThat(inventory.list()).containsExactly(before);

            assertThat(inventory.remove(name, before::claimsTheSameAs)).isTrue();
            assertThat(inventory.list()).isEmpty();
        }
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void aDomainThatCannotBeReadHidesNoOther() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        boolean[] alive = {true};
        LibvirtCloudHostProvider provider = new LibvirtCloudHostProvider(url ->
                new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public Optional<DomainDescription> domain(String name) {
                        if (name.equals("tiny-base")) {
                            throw new HypervisorException("broken on purpose", null);
                        }
                        return super.domain(name);
                    }

                    @Override
                    public boolean isAlive() {
                        return alive[0];
                    }
                });

        try (var inventory = provider.inventory(definition(Map.of())).orElseThrow()) {
            assertThat(inventory.list()).extracting(HostRecord::name).containsExactly(context.asked.name());
            alive[0] = false;
            assertThatThrownBy(inventory::list).hasMessage("broken on purpose");
        }
        host.teardown();
    }

    @Test
    void connectsToAPlaceOnlyWhenItIsAskedForItsHosts() {
        HypervisorConnector unreachable = url -> {
            throw new HypervisorException("cannot connect to " + url, null);
        };

        try (var inventory = new LibvirtCloudHostProvider(unreachable)
                .inventory(definition(Map.of()))
                .orElseThrow()) {
            assertThat(inventory.place()).isEqualTo("test:///it");
            assertThatThrownBy(inventory::list)
                    .isInstanceOf(CloudHostException.class)
                    .hasMessage("cannot connect to test:///it");
        }
    }

    @Test
    void neverRemovesADomainThatItDidNotMake() {
        try (var inventory = new LibvirtCloudHostProvider(driver.connector())
                .inventory(definition(Map.of()))
                .orElseThrow()) {
            assertThatThrownBy(() -> inventory.remove("tiny-base"))
                    .isInstanceOf(CloudHostException.class)
                    .hasMessage("the domain 'tiny-base' at test:///it was not made by cloudhost, and is left alone");
            assertThatThrownBy(() -> inventory.remove("nobody")).hasMessage("no domain 'nobody' at test:///it");
        }
        assertNothingIsLeft();
    }

    @Test
    void neverDeletesAVolumeThatIsNotNamedAfterTheClone() {
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        String name = context.asked.name();
        var record = CloneRecord.of(XmlElement.parse(
                        driver.hypervisor().domain(name).orElseThrow().xml()))
                .orElseThrow();
        String forged = record.toXml().replace(name + "-vda.qcow2", "tiny-base.qcow2");
        driver.hypervisor().setMetadata(context.asked.uuid(), forged, CloneRecord.PREFIX, CloneRecord.NAMESPACE);

        try (var inventory = new LibvirtCloudHostProvider(driver.connector())
                .inventory(definition(Map.of()))
                .orElseThrow()) {
            assertThatThrownBy(() -> inventory.remove(name))
                    .hasMessage(
                            "the clone '" + name + "' is left alone: its metadata names the volume 'tiny-base.qcow2' of"
                                    + " the storage pool 'default', which is not named after it and may be somebody else's");
        }
        assertThat(driver.hypervisor().volume("default", "tiny-base.qcow2")).isPresent();
        assertThat(driver.hypervisor().domain(name).orElseThrow().state()).isEqualTo(DomainState.RUNNING);
        host.teardown();
    }

    @Test
    void plansWithoutCreatingAnything() {
        var planner =
                new LibvirtCloudHostProvider(driver.connector()).planner(OWNER).orElseThrow();

        var plan = planner.plan(definition(Map.of("networkDeviceId", "br0")));

        assertThat(plan.base()).isEqualTo("tiny-base");
        assertThat(plan.isRefused()).isFalse();
        assertThat(plan.description()).contains("/pool/" + plan.name() + "-vda.qcow2");
        assertThat(planner.plan(definition(Map.of("networkDeviceId", "vmnet"))).decisions())
                .contains(new HostPlan.Decision(
                        "networkDeviceId",
                        HostPlan.Verdict.REFUSED,
                        "nat_host.networkDeviceId = \"vmnet\" (test.conf:2): the base domain 'tiny-base' has no network"
                                + " interface on it. It has: network my_nat_network, bridge br0",
                        Optional.of("set it to the network of one interface")));
        assertNothingIsLeft();
    }

    @Test
    void plansFromXmlAloneWithoutAHypervisor() {
        var planner = new LibvirtCloudHostProvider(url -> {
                    throw new AssertionError("connected to " + url);
                })
                .planner(OWNER)
                .orElseThrow();

        var plan = planner.plan(
                definition(Map.of()), TestDriver.resource("base.xml").getBytes(StandardCharsets.UTF_8));

        assertThat(plan.description()).contains("/second/" + plan.name() + "-vdb.qcow2");
        assertThatThrownBy(() -> planner.plan(definition(Map.of()), "no xml".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CloudHostException.class)
                .hasMessageStartingWith("cannot plan a clone: not well-formed XML: ");
    }

    @ParameterizedTest
    @CsvSource({"libvirtBaseDomain, true", "baseDomain, true", "libvirtURL, true", "hostname, false"})
    void claimsHostsByTheKeysThatOnlyItKnows(String key, boolean claimed) {
        Settings host = settings(Map.of(key, "x"));

        assertThat(new LibvirtCloudHostProvider().claims(host)).isEqualTo(claimed);
    }

    @Test
    void refusesSettingsBeforeItConnects() {
        HypervisorConnector unused = url -> {
            throw new AssertionError("connected to " + url);
        };

        assertThatThrownBy(() -> host(Map.of("libvirtURL", "linux-box"), new Context(), unused))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nat_host.libvirtURL = \"linux-box\" (test.conf:2): not a libvirt connection URL."
                        + " Write e.g. qemu:///system or qemu+ssh://user@linux-box/system");
        assertThatThrownBy(() -> new LibvirtCloudHostProvider(unused)
                        .create(new HostDefinition("h", settings(Map.of("libvirtURL", "test:///it"))), new Context()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nat_host.libvirtBaseDomain (test.conf:1): missing. It is: The name of the domain to clone."
                        + " It must be shut off, and is never changed.");
    }

    @Test
    void beginsWithFreshFirmwareVariablesWhereTheBaseNeverRan() {
        redefineBase(
                "</os>",
                "<loader readonly='yes' type='pflash'>/fw/CODE.fd</loader>"
                        + "<nvram template='/fw/VARS.fd'>/nvram/tiny-base_VARS.fd</nvram></os>");
        Context context = new Context();
        List<String> defined = new ArrayList<>();
        CloudHost host = host(
                Map.of("networkDeviceId", "br0"),
                context,
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public void define(String xml) {
                        defined.add(xml);
                        super.define(xml);
                    }

                    @Override
                    public void start(UUID uuid, StartOption... options) {
                        if (defined.size() == 1) {
                            throw missing("/nvram/tiny-base_VARS.fd");
                        }
                        super.start(uuid, options);
                    }
                });

        host.setup();

        assertThat(defined).hasSize(2);
        assertThat(defined.get(0)).contains("<nvram template=\"/nvram/tiny-base_VARS.fd\"/>");
        assertThat(defined.get(1)).isEqualTo(defined.get(0).replace("/nvram/tiny-base_VARS.fd", "/fw/VARS.fd"));
        assertThat(defined.get(1)).contains(" expiry=");
        assertThat(driver.hypervisor()
                        .domain(context.asked.name())
                        .orElseThrow()
                        .xml())
                .contains("template='/fw/VARS.fd'");
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void failsWhereAnotherFileIsMissingAtTheStart() {
        redefineBase(
                "</os>",
                "<loader readonly='yes' type='pflash'>/fw/CODE.fd</loader>"
                        + "<nvram template='/fw/VARS.fd'>/nvram/tiny-base_VARS.fd</nvram></os>");
        CloudHost host = host(
                Map.of("networkDeviceId", "br0"),
                new Context(),
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public void start(UUID uuid, StartOption... options) {
                        throw missing("/fw/CODE.fd");
                    }
                });

        assertThatThrownBy(host::setup).hasMessage("nat_host: setup failed in phase 'start': /fw/CODE.fd is missing");
        assertNothingIsLeft();
    }

    @Test
    void makesTheLogOfASerialPortAndRemovesItWithWhatItWasRotatedTo() {
        redefineBase("</devices>", "<serial type='pty'><log file='/second/base.log'/></serial></devices>");
        Context context = new Context();
        CloudHost host = host(Map.of("networkDeviceId", "br0"), context);
        host.setup();
        String log = context.asked.name() + "-serial0.log";
        assertThat(driver.hypervisor().volume("default", log)).isPresent();
        assertThat(driver.hypervisor()
                        .domain(context.asked.name())
                        .orElseThrow()
                        .xml())
                .contains("<log file='/pool/" + log + "'/>");
        driver.createVolume("default", log + ".0", "raw");
        driver.createVolume("default", log + ".1", "raw");

        host.teardown();

        assertNothingIsLeft();
    }

    private CloneRecord recordOf(String name) {
        return CloneRecord.of(XmlElement.parse(
                        driver.hypervisor().domain(name).orElseThrow().xml()))
                .orElseThrow();
    }

    /** Libvirt's own exception, which tells this, can only be made by libvirt. */
    private static HypervisorException missing(String file) {
        return new HypervisorException(file + " is missing", null) {
            @Override
            public boolean isMissing(String path) {
                return path.equals(file);
            }
        };
    }

    private void redefineBase(String... replacements) {
        String xml = TestDriver.resource("base.xml");
        for (int i = 0; i < replacements.length; i += 2) {
            xml = xml.replace(replacements[i], replacements[i + 1]);
        }
        driver.hypervisor().define(xml);
    }

    private CloudHost host(Map<String, String> values, Context context) {
        return host(values, context, driver.connector());
    }

    static CloudHost host(Map<String, String> values, Context context, HypervisorConnector connector) {
        return new LibvirtCloudHostProvider(connector).create(definition(values), context);
    }

    static HostDefinition definition(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("libvirtURL", "test:///it", "libvirtBaseDomain", "tiny-base"));
        all.putAll(values);
        String hocon = all.entrySet().stream()
                .map(entry -> entry.getKey() + " = \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(", ", "\n", ""));
        return new HostDefinition(
                "nat_host", TestSettings.forProvider(new LibvirtCloudHostProvider(), "nat_host", hocon));
    }

    private static Settings settings(Map<String, String> values) {
        Map<String, SettingValue> all = new HashMap<>();
        values.forEach((key, value) -> all.put(key, new SettingValue.Text(value, Origin.of("test.conf", 2))));
        return new Settings("nat_host", Origin.of("test.conf", 1), all);
    }

    private void assertNothingIsLeft() {
        assertNothingIsLeft(driver);
    }

    static void assertNothingIsLeft(TestDriver driver) {
        assertThat(driver.hypervisor().domainNames()).containsExactly("tiny-base");
        assertThat(driver.hypervisor().volume("default", "tiny-base.qcow2")).isPresent();
        assertThat(driver.volumeNames()).isSubsetOf("tiny-base.qcow2", "data.raw", "data");
        assertThat(driver.openConnections()).isZero();
    }

    /** Fails at one call, and hands all others on. */
    private static final class FailingHypervisor extends HypervisorView {

        private final Failing failing;
        private int volumes;

        FailingHypervisor(Hypervisor hypervisor, Failing failing) {
            super(hypervisor);
            this.failing = failing;
        }

        @Override
        public void define(String xml) {
            failAt(Failing.DEFINE);
            super.define(xml);
        }

        @Override
        public String createVolume(String pool, String xml) {
            failAt(volumes++ == 0 ? Failing.FIRST_VOLUME : Failing.SECOND_VOLUME);
            return super.createVolume(pool, xml);
        }

        @Override
        public void start(UUID uuid, StartOption... options) {
            failAt(Failing.START);
            super.start(uuid, options);
        }

        @Override
        public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
            failAt(Failing.METADATA);
            super.setMetadata(uuid, xml, prefix, namespace);
        }

        private void failAt(Failing call) {
            if (call == failing) {
                throw new HypervisorException("broken on purpose", null);
            }
        }
    }

    /** What the engine gives, with a lookup that answers at once. */
    static class Context extends FakeProviderContext {

        private IpLookupRequest asked;
        private boolean closed;
        boolean fails;
        Lifetime lifetime = Lifetime.SESSION;
        InetAddress address = ADDRESS;

        @Override
        public AddressLookup addressLookup() {
            return new AddressLookup() {
                @Override
                public List<InetAddress> fixedAddresses() {
                    return List.of();
                }

                @Override
                public FoundAddress find(IpLookupRequest host, HostWatch watch) {
                    asked = host;
                    if (fails) {
                        throw new CloudHostException("broken on purpose");
                    }
                    return new FoundAddress(address, "fake");
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public Owner owner() {
            return OWNER;
        }

        @Override
        public Lifetime lifetime() {
            return lifetime;
        }
    }
}
