package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.core.spi.AddressReports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.LibvirtException;

@LibvirtInstalled
@Timeout(120)
class DeferredCloseTest {

    private static final ConnectionUrl URL = new ConnectionUrl("test:///default");
    private static final String CLOSED = "cannot ask libvirt at test:///default: the connection is closed";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger closes = new AtomicInteger();

    private TestDriver driver;
    private Hypervisor hypervisor;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
        hypervisor = DeferredClose.of(new Slow(driver.hypervisor()), URL);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void closesAtOnceWhereNoCallIsUnderWay() {
        assertThat(hypervisor.domainNames()).containsExactly("tiny-base");
        assertThat(hypervisor.isAlive()).isTrue();
        assertThat(closes).hasValue(0);

        hypervisor.close();
        hypervisor.close();

        assertThat(closes).hasValue(1);
    }

    @Test
    void closesWhenTheCallHasEndedThatIsUnderWay() throws Exception {
        FutureTask<Optional<DomainState>> call = new FutureTask<>(() -> hypervisor.state(TestDriver.BASE));
        new Thread(call).start();
        entered.await();

        hypervisor.close();
        assertThat(closes).hasValue(0);
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(hypervisor::domainNames)
                .withMessage(CLOSED);

        released.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).contains(DomainState.SHUT_OFF);
        assertThat(closes).hasValue(1);
    }

    @Test
    void refusesCallsThatBeginAfterwardsAndIsNotAlive() {
        hypervisor.close();

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.state(TestDriver.BASE))
                .withMessage(CLOSED);
        assertThat(hypervisor.isAlive()).isFalse();
        assertThat(hypervisor).hasToString("hypervisor at test:///default");
        assertThat(Set.of(hypervisor).contains(hypervisor)).isTrue();
        assertThat(closes).hasValue(1);
    }

    @Test
    void failsAsTheCallFails() {
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.define("<domain/>"))
                .withMessageStartingWith("cannot define the clone: ");

        hypervisor.close();

        assertThat(closes).hasValue(1);
    }

    @Test
    void reallyClosesWhileManyAsk() throws Exception {
        int threads = 16;
        ExecutorService executor = Executors.newFixedThreadPool(threads + 2);
        try {
            for (int round = 0; round < 20; round++) {
                Hypervisor shared = DeferredClose.of(fresh(), URL);
                // Goes with the driver's last connection.
                shared.define(TestDriver.resource("base.xml"));
                UUID running = shared.domain("test").orElseThrow().uuid();
                shared.watch(running, text -> {});
                CountDownLatch asking = new CountDownLatch(threads);
                List<Future<HypervisorException>> refusals = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    refusals.add(executor.submit(() -> askUntilRefused(shared, running, asking)));
                }
                asking.await();

                List<Future<?>> closing = List.of(executor.submit(shared::close), executor.submit(shared::close));

                for (Future<?> close : closing) {
                    close.get(30, TimeUnit.SECONDS);
                }
                for (Future<HypervisorException> refusal : refusals) {
                    assertThat(refusal.get(30, TimeUnit.SECONDS)).hasMessage(CLOSED);
                }
                try (Hypervisor next = fresh()) {
                    assertThat(next.domainNames()).containsExactly("test");
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static HypervisorException askUntilRefused(Hypervisor shared, UUID running, CountDownLatch asking) {
        return catchThrowableOfType(HypervisorException.class, () -> {
            while (true) {
                assertThat(shared.state(running)).contains(DomainState.RUNNING);
                asking.countDown();
                shared.interfaceAddresses(running, AddressReports.Source.LEASE);
            }
        });
    }

    private static Hypervisor fresh() throws LibvirtException {
        return new LibvirtHypervisor(new LibvirtConnection("test:///default"), new ConnectionCount());
    }

    /** Takes its time to tell a state, and counts how often it is closed. */
    private final class Slow extends HypervisorView {

        Slow(Hypervisor hypervisor) {
            super(hypervisor);
        }

        @Override
        public Optional<DomainState> state(UUID uuid) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.state(uuid);
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }
}
