package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

@LibvirtInstalled
class LibvirtWatchesTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private TestDriver driver;
    private LibvirtConnection connection;
    private LibvirtWatches watches;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
        connection = driver.connect();
        watches = new LibvirtWatches(connection);
    }

    @AfterEach
    void disconnect() {
        watches.close();
        driver.close();
    }

    @Test
    void hearsOfADomainThatIsDestroyed() throws Exception {
        driver.hypervisor().start(TestDriver.BASE);
        watches.watch(TestDriver.BASE, heard::add);

        driver.hypervisor().destroy(TestDriver.BASE);

        assertThat(next()).isEqualTo("was destroyed");
    }

    @Test
    void hearsOfAllThatHappensUntilClosed() throws Exception {
        DomainWatch watch = watches.listen(TestDriver.BASE, heard::add);

        driver.hypervisor().start(TestDriver.BASE);
        change(TestDriver.BASE, Domain::suspend);
        driver.hypervisor().resume(TestDriver.BASE);
        driver.hypervisor().destroy(TestDriver.BASE);

        assertThat(next()).isEqualTo("was started");
        assertThat(next()).isEqualTo("was paused");
        assertThat(next()).isEqualTo("was resumed");
        assertThat(next()).isEqualTo("was destroyed");

        watch.close();
        watches.listen(TestDriver.BASE, text -> heard.add("another heard that it " + text));
        driver.hypervisor().start(TestDriver.BASE);
        assertThat(next()).isEqualTo("another heard that it was started");
    }

    @Test
    void goesOnAfterAListenerThatFails() throws Exception {
        watches.listen(TestDriver.BASE, text -> {
            throw new IllegalStateException("broken on purpose");
        });
        watches.listen(TestDriver.BASE, heard::add);

        driver.hypervisor().start(TestDriver.BASE);

        assertThat(next()).isEqualTo("was started");
    }

    @Test
    void hearsOfADomainThatShutsDown() throws Exception {
        driver.hypervisor().start(TestDriver.BASE);
        watches.watch(TestDriver.BASE, heard::add);

        change(TestDriver.BASE, Domain::shutdown);

        assertThat(next()).isEqualTo("has shut down");
    }

    @Test
    void hearsOfADomainThatStartsLaterAndEnds() throws Exception {
        watches.watch(TestDriver.BASE, heard::add);

        driver.hypervisor().start(TestDriver.BASE);
        driver.hypervisor().destroy(TestDriver.BASE);

        assertThat(next()).isEqualTo("was destroyed");
    }

    @Test
    void hearsOfWhatHappensOverAnotherConnection() throws Exception {
        LibvirtConnection mine = new LibvirtConnection("test:///default");
        Connect other = new Connect("test:///default");
        Domain domain = other.domainLookupByName("test");
        try (Hypervisor hypervisor = new LibvirtHypervisor(mine, new ConnectionCount())) {
            hypervisor.watch(UUID.fromString(domain.getUUIDString()), heard::add);

            domain.destroy();

            assertThat(next()).isEqualTo("was destroyed");
        } finally {
            domain.free();
            assertThat(other.close()).isZero();
        }
    }

    @Test
    void isToldAtMostOnce() throws Exception {
        watches.watch(TestDriver.BASE, heard::add);
        startAndDestroy();
        assertThat(next()).isEqualTo("was destroyed");

        startAndDestroy();
        waitForTheLoop();

        assertThat(heard).isEmpty();
    }

    @Test
    void hearsNothingOfOtherDomains() throws Exception {
        define(NOBODY, "other");
        watches.watch(NOBODY, heard::add);

        startAndDestroy();
        waitForTheLoop();

        assertThat(heard).isEmpty();
    }

    @Test
    void doesNotTakeAnUndefinedDomainForOneThatHasEnded() throws Exception {
        define(NOBODY, "other");
        driver.hypervisor().start(NOBODY);
        watches.watch(NOBODY, heard::add);

        driver.hypervisor().undefine(NOBODY);
        waitForTheLoop();
        assertThat(heard).isEmpty();

        driver.hypervisor().destroy(NOBODY);
        assertThat(next()).isEqualTo("was destroyed");
    }

    @Test
    void hearsNothingOnceClosed() throws Exception {
        DomainWatch watch = watches.watch(TestDriver.BASE, heard::add);

        watch.close();
        watch.close();
        startAndDestroy();
        waitForTheLoop();

        assertThat(heard).isEmpty();
    }

    @Test
    void tellsAllWatchesOfOneDomain() throws Exception {
        watches.watch(TestDriver.BASE, heard::add);
        watches.watch(TestDriver.BASE, heard::add);

        startAndDestroy();

        assertThat(List.of(next(), next())).containsExactly("was destroyed", "was destroyed");
    }

    @Test
    void canBeClosedWhileItIsBeingTold() throws Exception {
        AtomicReference<DomainWatch> watch = new AtomicReference<>();
        watch.set(watches.watch(TestDriver.BASE, text -> {
            watch.get().close();
            heard.add(text);
        }));

        startAndDestroy();

        assertThat(next()).isEqualTo("was destroyed");
    }

    @Test
    void goesOnWhenWhatIsToldFails() throws Exception {
        watches.watch(TestDriver.BASE, text -> {
            throw new IllegalStateException("expected by a test");
        });
        startAndDestroy();
        waitForTheLoop();

        watches.watch(TestDriver.BASE, heard::add);
        startAndDestroy();

        assertThat(next()).isEqualTo("was destroyed");
    }

    @Test
    void tellsOnTheThreadOfTheEventLoop() throws Exception {
        watches.watch(TestDriver.BASE, text -> heard.add(Thread.currentThread().getName()));

        startAndDestroy();

        assertThat(next()).isEqualTo("cloudhost-libvirt-events");
    }

    @Test
    void refusesToWatchADomainThatIsNotThere() {
        assertThatThrownBy(() -> watches.watch(NOBODY, heard::add))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("cannot watch the domain " + NOBODY + ": Domain not found");
    }

    @Test
    void refusesToWatchOverAClosedConnection() {
        driver.close();

        assertThatThrownBy(() -> watches.watch(TestDriver.BASE, heard::add))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("cannot watch the domain " + TestDriver.BASE + ": invalid connection pointer");
    }

    @Test
    void leavesNothingThatKeepsTheConnectionOpen() throws Exception {
        DomainWatch closed = watches.watch(TestDriver.BASE, heard::add);
        watches.watch(TestDriver.BASE, heard::add);
        startAndDestroy();
        waitForTheLoop();

        closed.close();
        watches.close();

        assertThat(connection.close()).isZero();
        closed.close();
    }

    @Test
    void closingTheHypervisorClosesWhatIsStillWatched() throws Exception {
        LibvirtConnection watching = new LibvirtConnection("test:///default");
        Hypervisor hypervisor = new LibvirtHypervisor(watching, new ConnectionCount());
        UUID uuid = hypervisor.domain("test").orElseThrow().uuid();
        DomainWatch watch = hypervisor.watch(uuid, heard::add);
        hypervisor.destroy(uuid);
        assertThat(next()).isEqualTo("was destroyed");
        waitForTheLoop();

        hypervisor.close();
        watch.close();

        // The driver starts afresh once its last connection is really closed.
        try (Hypervisor again =
                new LibvirtHypervisor(new LibvirtConnection("test:///default"), new ConnectionCount())) {
            assertThat(again.state(uuid)).contains(DomainState.RUNNING);
        }
    }

    @Test
    void survivesManyAtOnceAndTheGarbageCollector() throws Exception {
        int threads = 16;
        int rounds = 100;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            UUID uuid = UUID.randomUUID();
            define(uuid, "many-" + thread);
            running.add(executor.submit(() -> {
                for (int round = 0; round < rounds; round++) {
                    CompletableFuture<String> told = new CompletableFuture<>();
                    driver.hypervisor().start(uuid);
                    DomainWatch impatient = watches.watch(uuid, text -> {});
                    DomainWatch patient = watches.watch(uuid, told::complete);
                    driver.hypervisor().destroy(uuid);
                    impatient.close();
                    assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("was destroyed");
                    patient.close();
                    if (round % 10 == 0) {
                        System.gc();
                    }
                }
                return null;
            }));
        }
        executor.shutdown();
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        waitForTheLoop();
        watches.close();

        assertThat(connection.close()).isZero();
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    private void startAndDestroy() {
        driver.hypervisor().start(TestDriver.BASE);
        driver.hypervisor().destroy(TestDriver.BASE);
    }

    /** Returns when what has happened so far has been told: events of one connection come in their order. */
    private void waitForTheLoop() throws Exception {
        UUID last = UUID.randomUUID();
        define(last, "last");
        CompletableFuture<String> told = new CompletableFuture<>();
        DomainWatch watch = watches.watch(last, told::complete);
        driver.hypervisor().start(last);
        driver.hypervisor().destroy(last);
        told.get(10, TimeUnit.SECONDS);
        watch.close();
        driver.hypervisor().undefine(last);
    }

    private void define(UUID uuid, String name) {
        driver.hypervisor()
                .define(TestDriver.resource("base.xml")
                        .replace("tiny-base", name)
                        .replace(TestDriver.BASE.toString(), uuid.toString()));
    }

    private void change(UUID uuid, Change change) throws LibvirtException {
        Domain domain = connection.domainLookupByUUID(uuid);
        change.make(domain);
        domain.free();
    }

    private interface Change {
        void make(Domain domain) throws LibvirtException;
    }
}
