package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A setup and a teardown, in which one call of libvirt after the other fails. The calls are those that a run without
 * failures makes, so that one which is added later is failed too.
 */
@LibvirtInstalled
class EachCallFailsTest {

    private static final String MESSAGE = "broken on purpose";

    /** What nothing depends on: a clone is watched without events, too, by looking at it; the rest is for the evidence. */
    private static final Set<String> DISPENSABLE = Set.of("watch", "listen", "readConsole");

    private static final Map<String, String> SETTINGS =
            Map.of("networkDeviceId", "br0", "fsMapping.data.hostPath", "/");

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    private enum Fault {
        REFUSAL {
            @Override
            Throwable make() {
                return new HypervisorException(MESSAGE, null);
            }
        },
        BUG {
            @Override
            Throwable make() {
                return new IllegalStateException(MESSAGE);
            }
        },
        ERROR {
            @Override
            Throwable make() {
                return new UnsatisfiedLinkError(MESSAGE);
            }
        };

        abstract Throwable make();
    }

    @TestFactory
    Stream<DynamicTest> aCallThatFailsOnceIsReportedAndNothingIsLeft() {
        List<String> calls = callsOfOneLife();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(24).contains("define", "createVolume", "undefine");
        return IntStream.range(0, calls.size())
                .boxed()
                .flatMap(number -> Stream.of(Fault.values())
                        .map(fault -> dynamicTest(
                                number + " " + calls.get(number) + " " + fault,
                                () -> failsOnce(number, calls, fault))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsLeftWhenEveryCallFailsFromOneOnIsNamedByItsDefinition() {
        List<String> calls = callsOfOneLife();
        return IntStream.range(0, calls.size())
                .mapToObj(number -> dynamicTest(number + " " + calls.get(number), () -> failsForEver(number)));
    }

    private void failsOnce(int number, List<String> calls, Fault fault) {
        FailingCalls failing = new FailingCalls(index -> index == number, fault);
        CloudHost host = LibvirtCloudHostTest.host(SETTINGS, new Context(), failing);

        Throwable setup = catchThrowable(host::setup);
        Throwable teardown = catchThrowable(host::teardown);
        host.teardown();

        assertThat(failing.calls).hasSizeGreaterThan(number).element(number).isEqualTo(calls.get(number));
        if (fault != Fault.REFUSAL || !DISPENSABLE.contains(calls.get(number))) {
            assertThat(Stream.of(setup, teardown).filter(thrown -> thrown != null))
                    .singleElement()
                    .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining(MESSAGE));
        }
        LibvirtCloudHostTest.assertNothingIsLeft(driver);
    }

    private void failsForEver(int number) {
        FailingCalls failing = new FailingCalls(index -> index >= number, Fault.REFUSAL);
        CloudHost host = LibvirtCloudHostTest.host(SETTINGS, new Context(), failing);

        Throwable setup = catchThrowable(host::setup);
        Throwable teardown = catchThrowable(host::teardown);

        assertThat(Stream.of(setup, teardown))
                .anySatisfy(thrown -> assertThat(thrown).hasStackTraceContaining(MESSAGE));
        try (LibvirtInventory inventory = new LibvirtInventory(new ConnectionUrl("test:///it"), driver.connector())) {
            inventory.list().stream().map(HostRecord::name).forEach(inventory::remove);
        }
        assertThat(driver.hypervisor().domainNames()).containsExactly("tiny-base");
        assertThat(driver.volumeNames()).containsExactlyInAnyOrder("tiny-base.qcow2", "data.raw");
    }

    private List<String> callsOfOneLife() {
        FailingCalls none = new FailingCalls(index -> false, Fault.REFUSAL);
        CloudHost host = LibvirtCloudHostTest.host(SETTINGS, new Context(), none);
        host.setup();
        host.teardown();
        return none.calls;
    }

    /** Counts the calls over all its connections, and lets some of them fail instead of being made. */
    private final class FailingCalls implements HypervisorConnector {

        private final IntPredicate fails;
        private final Fault fault;
        private final List<String> calls = new ArrayList<>();

        FailingCalls(IntPredicate fails, Fault fault) {
            this.fails = fails;
            this.fault = fault;
        }

        @Override
        public Hypervisor connect(ConnectionUrl url) {
            Hypervisor hypervisor = driver.connector().connect(url);
            return (Hypervisor) Proxy.newProxyInstance(
                    EachCallFailsTest.class.getClassLoader(),
                    new Class<?>[] {Hypervisor.class},
                    (proxy, method, arguments) -> {
                        String call = method.getName();
                        // These two promise not to fail.
                        if (!call.equals("close") && !call.equals("isAlive")) {
                            countOrFail(call);
                        }
                        try {
                            return method.invoke(hypervisor, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private synchronized void countOrFail(String call) throws Throwable {
            calls.add(call);
            if (fails.test(calls.size() - 1)) {
                throw fault.make();
            }
        }
    }
}
