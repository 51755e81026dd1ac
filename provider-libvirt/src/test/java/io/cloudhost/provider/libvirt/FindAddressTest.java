package io.cloudhost.provider.libvirt;

import static io.cloudhost.provider.libvirt.LibvirtCloudHostTest.assertNothingIsLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.LookupEvidence;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.address.AddressSource;
import io.cloudhost.core.address.LookupTerms;
import io.cloudhost.core.address.PollingAddressLookup;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.testkit.TestSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How clones are found, by the engine's own lookup. */
@LibvirtInstalled
@Timeout(120)
class FindAddressTest {

    private TestDriver driver;
    /** Libvirt's test driver makes up a lease for each interface, which is not what the strategies of these tests say. */
    private boolean leasesKnown;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void libvirtItselfIsAskedForTheClone() {
        leasesKnown = true;
        List<AddressReports.Report> reported = new ArrayList<>();
        List<IpLookupRequest> requests = new ArrayList<>();
        try (CloudHost host = host(request -> {
            requests.add(request);
            reported.addAll(request.reports().ask(AddressReports.Source.LEASE));
            return reported.stream().map(AddressReports.Report::address).findFirst();
        })) {
            host.setup();

            assertThat(host.getHostName())
                    .isEqualTo(reported.get(0).address().getHostAddress())
                    .startsWith("198.51.100.");
            assertThat(reported)
                    .extracting(AddressReports.Report::mac)
                    .contains(requests.get(0).mac());
        }
    }

    @Test
    void cloneThatIsDestroyedIsNotWaitedFor() throws Exception {
        // By then it was seen alive, and is not looked at again for a second.
        CountDownLatch asked = new CountDownLatch(3);
        CloudHost host = host(request -> {
            asked.countDown();
            return Optional.empty();
        });
        FutureTask<HostSetupException> setup =
                new FutureTask<>(() -> catchThrowableOfType(HostSetupException.class, host::setup));
        new Thread(setup).start();
        asked.await();

        driver.hypervisor().destroy(driver.hypervisor().runningDomains().get(0).uuid());

        HostSetupException failure = setup.get(30, TimeUnit.SECONDS);
        assertThat(failure)
                .hasMessageMatching(
                        "nat_host: setup failed in phase 'address': no address found for nat_host-[0-9a-f]{8}"
                                + " with MAC [0-9a-f:]{17}: it was destroyed\\. fake: asked .*: no address yet");
        assertThat(failure.addressEvidence())
                .extracting(LookupEvidence::strategy)
                .containsExactly("fake");
        assertNothingIsLeft(driver);
    }

    @Test
    void endsAreFoundByALookToo() {
        driver.hypervisor().start(TestDriver.BASE);
        try (CloneWatch watch =
                new CloneWatch(driver.hypervisor(), TestDriver.BASE, Optional.empty(), WaitableClock.system())) {
            assertThat(watch.look()).isEmpty();
            driver.hypervisor().destroy(TestDriver.BASE);
            assertThat(watch.look()).contains("is shut off");
            driver.hypervisor().undefine(TestDriver.BASE);
            assertThat(watch.look()).contains("is gone");
        }
    }

    @Test
    void cloneWithTheAddressOfARunningOneIsRefused() {
        try (CloudHost first = host(answering("198.51.100.7"));
                CloudHost second = host(answering("198.51.100.7"))) {
            first.setup();

            assertThatExceptionOfType(HostSetupException.class)
                    .isThrownBy(second::setup)
                    .withMessageMatching(
                            "nat_host: setup failed in phase 'address': the address 198\\.51\\.100\\.7 was found by fake for"
                                    + " 'nat_host-[0-9a-f]{8}' with MAC [0-9a-f:]{17}, and the running clone"
                                    + " 'nat_host-[0-9a-f]{8}' with MAC [0-9a-f:]{17} \\(label nat_host, made by process 42 of"
                                    + " me on here at \\S+Z\\) has the same\\. The usual cause is that both call themselves the"
                                    + " same when they ask the DHCP server: the base's image has a machine-id or a DHCP client"
                                    + " id in it, which its clones inherit\\. In the base, empty /etc/machine-id and remove the"
                                    + " leases and ids that its DHCP client keeps\\. Or fake finds the same address for every"
                                    + " clone: then only one of them can live at a time");
            assertThat(first.getHostName()).isEqualTo("198.51.100.7");
            assertThat(driver.hypervisor().domainNames()).hasSize(2);
        }
        assertNothingIsLeft(driver);
    }

    @Test
    void cloneThatHasAnotherAddressByNowHoldsTheOldOneNoMore() {
        leasesKnown = true;
        try (CloudHost first = host(answering("198.51.100.7"));
                CloudHost second = host(answering("198.51.100.7"))) {
            first.setup();

            second.setup();

            assertThat(second.getHostName()).isEqualTo("198.51.100.7");
        }
    }

    @Test
    void cloneThatEndsWhenItsAddressHasJustBeenFoundIsNotUp() {
        try (CloudHost host = host(request -> {
            driver.hypervisor().destroy(request.uuid());
            return IpLiteral.parse("198.51.100.7");
        })) {
            assertThatExceptionOfType(HostSetupException.class)
                    .isThrownBy(host::setup)
                    .withMessageMatching("nat_host: setup failed in phase 'address': .*(was destroyed|is shut off).*");
        }
        assertNothingIsLeft(driver);
    }

    @Test
    void cloneWithTheSameFixedAddressIsRefusedBeforeItIsMadeAndTheAddressIsFreeAgainAfterwards() {
        try (CloudHost second = host(fixed("198.51.100.7"))) {
            try (CloudHost first = host(fixed("198.51.100.7"))) {
                first.setup();

                try (CloudHost refused = host(fixed("198.51.100.7"))) {
                    assertThatExceptionOfType(HostSetupException.class)
                            .isThrownBy(refused::setup)
                            .withMessageMatching(
                                    "nat_host: setup failed in phase 'plan': the address 198\\.51\\.100\\.7 is the same for"
                                            + " every clone, and the running clone '(nat_host-[0-9a-f]{8})' with MAC"
                                            + " [0-9a-f:]{17} \\(label nat_host, made by process 42 of me on here at \\S+Z\\)"
                                            + " has it\\. Only one of them can live at a time: tear that one down first, e\\.g\\."
                                            + " with: cloudhost down \\1");
                }
                assertThat(driver.hypervisor().domainNames()).hasSize(2);
            }

            second.setup();

            assertThat(second.getHostName()).isEqualTo("198.51.100.7");
        }
    }

    @Test
    void cloneThatHasEndedHoldsNoAddress() {
        try (CloudHost first = host(fixed("198.51.100.7"));
                CloudHost second = host(fixed("198.51.100.7"))) {
            first.setup();
            driver.hypervisor()
                    .destroy(driver.hypervisor().runningDomains().get(0).uuid());

            second.setup();

            assertThat(second.getHostName()).isEqualTo("198.51.100.7");
        }
    }

    @Test
    void ofManyThatBeginAtTheSameTimeOneKeepsTheAddress() throws Exception {
        List<CloudHost> hosts =
                Stream.generate(() -> host(fixed("198.51.100.7"))).limit(4).toList();
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Throwable>> setups = hosts.stream()
                .map(host -> new FutureTask<Throwable>(() -> {
                    start.await();
                    return catchThrowableOfType(HostSetupException.class, host::setup);
                }))
                .toList();
        setups.forEach(setup -> new Thread(setup).start());

        start.countDown();

        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<Throwable> setup : setups) {
            failures.add(setup.get(60, TimeUnit.SECONDS));
        }
        assertThat(failures).filteredOn(Objects::isNull).hasSize(1);
        assertThat(driver.hypervisor().runningDomains()).hasSize(1);
        hosts.forEach(CloudHost::close);
        assertNothingIsLeft(driver);
    }

    private CloudHost host(IpLookupStrategy strategy) {
        HostDefinition definition = new HostDefinition(
                "nat_host",
                TestSettings.forProvider(
                        new LibvirtCloudHostProvider(),
                        "nat_host",
                        "libvirtURL = \"test:///it\", libvirtBaseDomain = tiny-base, networkDeviceId = br0"));
        return new LibvirtCloudHostProvider(this::connect).create(definition, new LibvirtCloudHostTest.Context() {
            @Override
            public AddressLookup addressLookup() {
                return new PollingAddressLookup(
                        List.of(new AddressSource("fake", strategy, Duration.ofSeconds(60))),
                        new LookupTerms(AddressFamily.ANY, Duration.ofSeconds(60), Duration.ZERO),
                        clock());
            }
        });
    }

    private Hypervisor connect(ConnectionUrl url) {
        return new HypervisorView(driver.connector().connect(url)) {
            @Override
            public List<AddressReports.Report> interfaceAddresses(UUID uuid, AddressReports.Source source) {
                return leasesKnown ? super.interfaceAddresses(uuid, source) : List.of();
            }
        };
    }

    private static IpLookupStrategy answering(String address) {
        return request -> IpLiteral.parse(address);
    }

    /** Says beforehand what it will answer. */
    private static IpLookupStrategy fixed(String address) {
        return new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return fixedAddress();
            }

            @Override
            public Optional<InetAddress> fixedAddress() {
                return IpLiteral.parse(address);
            }
        };
    }
}
