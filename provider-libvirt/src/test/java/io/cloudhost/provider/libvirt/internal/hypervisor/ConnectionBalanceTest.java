package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.WaitableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is opened is closed, and what is in use stays open, whatever the garbage collector does. */
@LibvirtInstalled
@Timeout(120)
class ConnectionBalanceTest {

    private final LibvirtConnector connector = new LibvirtConnector();
    private final SharedConnections connections =
            new SharedConnections(connector, WaitableClock.system(), ReconnectTerms.STANDARD);

    @Test
    void nothingStaysOpenThatManyThreadsHaveUsedUnderThePressureOfTheGarbageCollector(@TempDir Path folder)
            throws Exception {
        int threads = 16;
        ConnectionUrl url = new ConnectionUrl("test://" + node(folder));
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            running.add(executor.submit(() -> {
                for (int round = 0; round < 40; round++) {
                    useAndClose(connections, url, "many-" + number);
                    if (round % 10 == 0) {
                        System.gc();
                    }
                }
                return null;
            }));
        }
        executor.shutdown();
        for (Future<?> each : running) {
            each.get(90, TimeUnit.SECONDS);
        }

        assertThat(connector.count().open()).isZero();
        assertThat(connector.count().kept()).isZero();
    }

    @Test
    void aConnectionReallyClosesThoughAnEventIsJustBeingTold(@TempDir Path folder) throws Exception {
        Hypervisor hypervisor = connections.connect(new ConnectionUrl("test://" + node(folder)));
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        hypervisor.define(TestDriver.resource("base.xml"));
        hypervisor.start(TestDriver.BASE);
        hypervisor.watch(TestDriver.BASE, text -> {
            telling.countDown();
            await(told);
        });
        hypervisor.destroy(TestDriver.BASE);
        telling.await();

        Thread closing = new Thread(hypervisor::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        told.countDown();
        closing.join();

        assertThat(connector.count().open()).isZero();
        assertThat(connector.count().kept()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aShareThatIsForgottenKeepsItsConnectionOpen(@TempDir Path folder) throws Exception {
        ConnectionUrl url = new ConnectionUrl("test://" + node(folder));
        defineAndForget(connections.connect(url));

        for (int round = 0; round < 5; round++) {
            System.gc();
            System.runFinalization();
        }

        try (Hypervisor another = connections.connect(url)) {
            // Each connection to such a URL has domains of its own.
            assertThat(another.state(TestDriver.BASE)).contains(DomainState.SHUT_OFF);
        }
        assertThat(connector.count().open()).isEqualTo(1);
    }

    private static void defineAndForget(Hypervisor share) {
        share.define(TestDriver.resource("base.xml"));
    }

    private static void useAndClose(HypervisorConnector connector, ConnectionUrl url, String name) throws Exception {
        UUID uuid = UUID.randomUUID();
        CompletableFuture<String> told = new CompletableFuture<>();
        try (Hypervisor hypervisor = connector.connect(url)) {
            hypervisor.define(TestDriver.resource("base.xml")
                    .replace("tiny-base", name)
                    .replace(TestDriver.BASE.toString(), uuid.toString()));
            hypervisor.start(uuid);
            hypervisor.watch(uuid, told::complete);
            hypervisor.destroy(uuid);
            hypervisor.undefine(uuid);
        }
    }

    private static Path node(Path folder) throws IOException {
        return Files.writeString(folder.resolve("test-node.xml"), TestDriver.resource("test-node.xml"));
    }
}
