package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.provider.libvirt.internal.hypervisor.FakeConnector.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedConnectionsTest {

    private static final ConnectionUrl URL = new ConnectionUrl("qemu+ssh://user@linux-box/system");
    private static final ConnectionUrl OTHER = new ConnectionUrl("qemu:///system");
    private static final UUID DOMAIN = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final String CLOSED =
            "cannot ask libvirt at qemu+ssh://user@linux-box/system: the connection is closed";

    /** A call waits for minutes; nothing else takes its time. */
    private static final ReconnectTerms PATIENT = terms(Duration.ofMinutes(5));

    private static final ReconnectTerms IMPATIENT = terms(Duration.ofMillis(50));

    private final FakeConnector connector = new FakeConnector();
    private final CountingClock clock = new CountingClock();
    private final SharedConnections connections = new SharedConnections(connector, clock, PATIENT);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Hypervisor> shares = new ArrayList<>();

    private static ReconnectTerms terms(Duration limit) {
        return new ReconnectTerms(limit, Duration.ofMillis(5), Duration.ofMillis(1), Duration.ofMillis(5));
    }

    @AfterEach
    void closeAll() {
        shares.forEach(Hypervisor::close);
        assertThat(connector.opened)
                .allSatisfy(connection -> assertThat(connection.closes).isEqualTo(1));
    }

    @Test
    void allThatConnectToOneUrlShareAConnectionUntilTheLastHasClosedIt() {
        Hypervisor one = connect();
        Hypervisor another = connect();
        assertThat(connector.opened).hasSize(1);

        one.close();
        one.close();
        assertThat(another.isAlive()).isTrue();
        assertThat(another.state(DOMAIN)).isEmpty();

        another.close();
        assertThat(connector.last().closes).isEqualTo(1);
        assertThat(connect().isAlive()).isTrue();
        assertThat(connector.opened).hasSize(2);
    }

    @Test
    void aClosedShareIsOfNoUseThoughOthersAre() {
        Hypervisor one = connect();
        Hypervisor another = connect();
        one.close();

        assertThat(one.isAlive()).isFalse();
        assertThat(one).hasToString("hypervisor at qemu+ssh://user@linux-box/system");
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> one.state(DOMAIN))
                .withMessage(CLOSED);
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> one.watch(DOMAIN, heard::add))
                .withMessage(CLOSED);
        assertThat(another.state(DOMAIN)).isEmpty();
    }

    @Test
    void aUrlThatIsSlowToOpenKeepsNobodyFromAnother() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        connector.attempt = url -> {
            if (url.equals(URL)) {
                await(answered);
            }
        };
        Future<Hypervisor> slow = start(this::connect);

        assertThat(keep(connections.connect(OTHER)).isAlive()).isTrue();
        assertThat(slow).isNotDone();

        answered.countDown();
        assertThat(slow.get().isAlive()).isTrue();
        assertThat(connector.opened).hasSize(2);
    }

    @Test
    void threadsThatConnectAtOnceGetOneConnection() throws Exception {
        Semaphore attempts = new Semaphore(0);
        CountDownLatch answered = new CountDownLatch(1);
        connector.attempt = url -> {
            attempts.release();
            await(answered);
        };
        List<Future<Hypervisor>> connecting = List.of(start(this::connect), start(this::connect));
        attempts.acquire();

        answered.countDown();

        for (Future<Hypervisor> each : connecting) {
            assertThat(each.get().isAlive()).isTrue();
        }
        assertThat(connector.opened).hasSize(1);
    }

    @Test
    void aRefusalIsToldToAllWhoWaitAndNotRemembered() throws Exception {
        Semaphore attempts = new Semaphore(0);
        Semaphore answers = new Semaphore(0);
        connector.attempt = url -> {
            attempts.release();
            answers.acquireUninterruptibly();
            throw new HypervisorException("refused on purpose", null);
        };
        Future<Hypervisor> one = start(this::connect);
        attempts.acquire();
        Future<Hypervisor> another = start(this::connect);

        answers.release(2);

        assertRefused(one);
        assertRefused(another);
        connector.attempt = url -> {};
        assertThat(connect().isAlive()).isTrue();
        assertThat(connector.opened).hasSize(1);
    }

    @Test
    void whatFailsUnexpectedlyIsNotTakenForARefusal() {
        connector.attempt = url -> {
            throw new AssertionError("broken on purpose");
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(this::connect)
                .withMessage("connecting to libvirt at qemu+ssh://user@linux-box/system failed unexpectedly")
                .withRootCauseInstanceOf(AssertionError.class);
    }

    @Test
    void whoeverIsInterruptedWhileItConnectsLeavesAlone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        connector.attempt = url -> {
            begun.countDown();
            await(answered);
        };
        Future<Hypervisor> patient = start(this::connect);
        begun.await();

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(this::connect)
                .withMessage("interrupted while connecting to libvirt at qemu+ssh://user@linux-box/system");
        assertThat(Thread.interrupted()).isTrue();

        answered.countDown();
        assertThat(patient.get().isAlive()).isTrue();
    }

    @Test
    void aConnectionThatNobodyWaitsForAnyMoreIsClosedWhenItComes() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        connector.attempt = url -> awaitThoughInterrupted(answered);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(HypervisorException.class).isThrownBy(this::connect);
        assertThat(Thread.interrupted()).isTrue();
        answered.countDown();

        Connection late = connector.next();
        while (late.closes == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLostConnectionIsReplacedBeforeACall() {
        Hypervisor one = connect();
        Hypervisor another = connect();
        connector.last().alive = false;
        assertThat(one.isAlive()).isFalse();

        one.start(DOMAIN);
        another.start(DOMAIN);

        assertThat(connector.done).containsExactly("start", "start");
        assertThat(connector.opened).hasSize(2);
        assertThat(connector.opened.get(0).closes).isEqualTo(1);
        assertThat(one.isAlive()).isTrue();
    }

    @Test
    void aConsoleIsReadOnOverTheConnectionThatReplacesALostOne() throws Exception {
        Hypervisor hypervisor = connect();
        ConsoleReading reading = hypervisor.readConsole(DOMAIN, new Hearing());
        Connection first = connector.next();
        first.consoles.get(0).received("one".getBytes(StandardCharsets.UTF_8));

        first.alive = false;
        assertThat(heard.take()).isEqualTo("one");
        assertThat(heard.take()).isEqualTo("reopened");

        Connection second = connector.next();
        second.consoles.get(0).received("two".getBytes(StandardCharsets.UTF_8));
        assertThat(heard.take()).isEqualTo("two");
        reading.close();
        assertThat(second.consoles).isEmpty();
    }

    /** As when a libvirtd that was killed has left its lock. */
    @Test
    void aConsoleThatIsRefusedOverTheNewConnectionIsTriedAgain() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        hypervisor.readConsole(DOMAIN, new Hearing());
        connector.refusals.set(3);

        connector.next().alive = false;

        assertThat(heard.take()).isEqualTo("reopened");
        assertThat(connector.refusals).hasValue(0);
    }

    @Test
    void aConsoleThatStaysRefusedIsGivenUp() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        hypervisor.readConsole(DOMAIN, new Hearing());
        connector.refusals.set(1000);

        connector.next().alive = false;

        assertThat(heard.take()).isEqualTo("failed: locked");
        assertThat(connector.refusals).hasValue(970);
    }

    @Test
    void aConsoleOfADomainThatHasEndedMeanwhileHasEnded() throws Exception {
        Hypervisor hypervisor = connect();
        hypervisor.readConsole(DOMAIN, new Hearing());
        connector.refusals.set(1);
        connector.domains.put(DOMAIN, DomainState.SHUT_OFF);

        connector.next().alive = false;

        assertThat(heard.take()).isEqualTo("ended");
    }

    @Test
    void aConsoleThatHasEndedIsNotOpenedAgain() throws Exception {
        Hypervisor hypervisor = connect();
        hypervisor.readConsole(DOMAIN, new Hearing());
        DomainWatch watch = hypervisor.listen(DOMAIN, heard::add);
        Connection first = connector.next();
        first.consoles.get(0).failed("taken");
        assertThat(heard.take()).isEqualTo("failed: taken");

        first.alive = false;

        assertThat(heard.take())
                .isEqualTo("may have missed events: the connection to libvirt was lost, and is replaced");
        Connection second = connector.next();
        // What was listened to later is restored later.
        while (second.listeners.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(second.consoles).isEmpty();
        second.listeners.get(0).accept("was paused");
        assertThat(heard.take()).isEqualTo("was paused");
        watch.close();
        assertThat(second.listeners).isEmpty();
    }

    @Test
    void aConsoleThatCannotBeOpenedIsNotKept() throws Exception {
        Hypervisor hypervisor = connect();
        connector.refusals.set(1);
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.readConsole(DOMAIN, new Hearing()))
                .withMessage("locked");

        connector.next().alive = false;
        hypervisor.start(DOMAIN);

        assertThat(connector.next().consoles).isEmpty();
    }

    @Test
    void aConsoleWhoseDomainCannotBeLookedAtEitherIsTriedAgain() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        hypervisor.readConsole(DOMAIN, new Hearing());
        connector.refusals.set(1);
        connector.silences.set(1);

        connector.next().alive = false;

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("reopened");
    }

    @Test
    void whatAConsoleTellsOverTheNewConnectionComesAfterTheGapIsToldOf() throws Exception {
        Hypervisor hypervisor = connect();
        hypervisor.readConsole(DOMAIN, new Hearing());
        connector.consoleOpen = receiver -> {
            Thread reader = new Thread(() -> receiver.received("new".getBytes(StandardCharsets.UTF_8)));
            reader.start();
            // It has told, or waits until it may.
            while (reader.getState() != Thread.State.TERMINATED && reader.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        };

        connector.next().alive = false;

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("reopened");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("new");
    }

    @Test
    void aWatchWhoseDomainCannotBeLookedAtOverTheNewConnectionLooksAgain() throws Exception {
        Hypervisor hypervisor = connect();
        hypervisor.watch(DOMAIN, heard::add);
        connector.domains.put(DOMAIN, DomainState.SHUT_OFF);
        connector.silences.set(1);

        connector.next().alive = false;

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("is shut off");
    }

    /** Tells what a console tells. */
    private final class Hearing implements ConsoleReceiver {

        @Override
        public void received(byte[] bytes) {
            heard.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void reopened() {
            heard.add("reopened");
        }

        @Override
        public void ended() {
            heard.add("ended");
        }

        @Override
        public void failed(String reason) {
            heard.add("failed: " + reason);
        }
    }

    @Test
    void aCallUnderWhichTheConnectionIsLostIsRepeatedWhereThatDoesNoHarm() {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        connector.last().breakWithin();

        assertThat(hypervisor.state(DOMAIN)).contains(DomainState.RUNNING);

        assertThat(connector.done).containsExactly("state");
        assertThat(connector.opened).hasSize(2);
    }

    @Test
    void aCallIsRepeatedOnlyOnce() {
        SharedConnections breaking = new SharedConnections(
                url -> {
                    Connection connection = (Connection) connector.connect(url);
                    connection.breakWithin();
                    return connection;
                },
                clock,
                PATIENT);
        Hypervisor hypervisor = keep(breaking.connect(URL));

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.state(DOMAIN))
                .withMessage(FakeConnector.BROKEN);
        assertThat(connector.opened).hasSize(2);
    }

    @Test
    void aCallThatMayNotBeDoneTwiceFailsAndSaysThatItMayBeDone() {
        Hypervisor hypervisor = connect();
        connector.last().breakWithin();

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.start(DOMAIN))
                .withMessage(FakeConnector.BROKEN + ". The connection to libvirt at qemu+ssh://user@linux-box/system"
                        + " was lost under this call, and it is unknown whether it was done");

        assertThat(connector.done).isEmpty();
        hypervisor.start(DOMAIN);
        assertThat(connector.done).containsExactly("start");
    }

    @Test
    void aRefusalOverALivingConnectionIsHandedOnAsItIs() {
        Hypervisor hypervisor = connect();
        HypervisorException refusal = new HypervisorException("refused on purpose", null);
        connector.last().within = () -> {
            throw refusal;
        };

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.state(DOMAIN))
                .isSameAs(refusal);
        assertThat(connector.opened).hasSize(1);
    }

    @Test
    void threadsThatNoticeALossAtOnceGetOneReplacement() throws Exception {
        int threads = 16;
        Hypervisor hypervisor = connect();
        CountDownLatch all = new CountDownLatch(threads);
        Connection first = connector.last();
        first.within = () -> {
            all.countDown();
            await(all);
            first.alive = false;
        };

        List<Future<Optional<DomainState>>> calls = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            calls.add(start(() -> hypervisor.state(DOMAIN)));
        }

        for (Future<Optional<DomainState>> call : calls) {
            assertThat(call.get()).isEmpty();
        }
        assertThat(connector.opened).hasSize(2);
        assertThat(first.closes).isEqualTo(1);
    }

    @Test
    void triesAgainUntilThereIsAConnection() throws Exception {
        Hypervisor hypervisor = connect();
        AtomicInteger attempts = new AtomicInteger();
        connector.attempt = url -> {
            if (attempts.incrementAndGet() < 5) {
                throw new HypervisorException("refused on purpose", null);
            }
        };
        connector.last().alive = false;

        assertThat(hypervisor.state(DOMAIN)).isEmpty();
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aCallThatHasWaitedLongEnoughSaysWhatWasTried() {
        SharedConnections impatient = new SharedConnections(connector, clock, IMPATIENT);
        Hypervisor hypervisor = keep(impatient.connect(URL));
        connector.attempt = url -> {
            throw new HypervisorException("cannot connect to libvirt: Connection refused", null);
        };
        connector.last().alive = false;

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.state(DOMAIN))
                .withMessageMatching("the connection to libvirt at qemu\\+ssh://user@linux-box/system was lost at"
                        + " 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, and (an attempt|\\d+ attempts) to replace it failed."
                        + " The last one: cannot connect to libvirt: Connection refused");

        connector.attempt = url -> {};
        assertThat(hypervisor.state(DOMAIN)).isEmpty();
    }

    @Test
    void aCallThatWaitsForAnotherConnectionCanBeInterrupted() {
        Hypervisor hypervisor = connect();
        connector.attempt = url -> {
            throw new HypervisorException("refused on purpose", null);
        };
        connector.last().alive = false;

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.state(DOMAIN))
                .withMessage("interrupted while the lost connection to libvirt at qemu+ssh://user@linux-box/system"
                        + " was replaced");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingEndsTheWaitForAnotherConnection() throws Exception {
        Hypervisor hypervisor = connect();
        CountDownLatch trying = new CountDownLatch(1);
        connector.attempt = url -> {
            trying.countDown();
            await(new CountDownLatch(1));
        };
        connector.last().alive = false;
        Future<Optional<DomainState>> call = start(() -> hypervisor.state(DOMAIN));
        trying.await();

        hypervisor.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(call::get)
                .withCauseInstanceOf(HypervisorException.class)
                .havingCause()
                .withMessage(CLOSED);
    }

    @Test
    void aConnectionThatNobodyUsesIsReplacedOnlyWhenItIsUsed() throws Exception {
        Hypervisor hypervisor = connect();
        connector.last().alive = false;

        clock.awaitWaits(5);
        assertThat(connector.opened).hasSize(1);

        assertThat(hypervisor.state(DOMAIN)).isEmpty();
        assertThat(connector.opened).hasSize(2);
    }

    @Test
    void aWatchIsRegisteredAgainThoughNobodyCalls() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        DomainWatch watch = connect().watch(DOMAIN, heard::add);
        assertThat(watch.lostConnection()).isEmpty();
        Instant before = clock.now();

        Connection first = connector.next();
        first.alive = false;

        Connection second = connector.next();
        awaitState(second);
        assertThat(heard).isEmpty();
        assertThat(first.watched()).isEmpty();
        assertThat(watch.lostConnection())
                .hasValueSatisfying(when -> assertThat(when).isBetween(before, clock.now()));
        second.tell(DOMAIN, "was destroyed");
        assertThat(heard.take()).isEqualTo("was destroyed");
    }

    @Test
    void anEndThatHappenedWhileThereWasNoConnectionIsTold() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        DomainWatch watch = hypervisor.watch(DOMAIN, heard::add);
        Instant first = lose();
        connector.domains.put(DOMAIN, DomainState.SHUT_OFF);

        assertThat(heard.take()).isEqualTo("is shut off");
        assertThat(watch.lostConnection())
                .hasValueSatisfying(when -> assertThat(when).isBetween(first, clock.now()));
        Optional<Instant> lost = watch.lostConnection();

        lose();
        assertThat(hypervisor.state(DOMAIN)).contains(DomainState.SHUT_OFF);
        assertThat(watch.lostConnection()).isEqualTo(lost);
        assertThat(heard).isEmpty();
    }

    @Test
    void aDomainThatIsGoneIsToldOfToo() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        connect().watch(DOMAIN, heard::add);
        connector.domains.clear();

        lose();

        assertThat(heard.take()).isEqualTo("is gone");
    }

    @Test
    void whatFailsWhenItIsToldKeepsNothingElseFromBeingWatched() throws Exception {
        UUID other = UUID.fromString("22222222-2222-4222-8222-222222222222");
        Hypervisor hypervisor = connect();
        hypervisor.watch(DOMAIN, text -> {
            throw new IllegalStateException("broken on purpose");
        });
        hypervisor.watch(other, heard::add);

        lose();

        assertThat(heard.take()).isEqualTo("is gone");
    }

    @Test
    void aClosedWatchIsNotRegisteredAgain() throws Exception {
        UUID other = UUID.fromString("22222222-2222-4222-8222-222222222222");
        connector.domains.put(other, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        Hypervisor another = connect();
        DomainWatch closed = hypervisor.watch(DOMAIN, heard::add);
        closed.close();
        closed.close();
        hypervisor.watch(DOMAIN, heard::add);
        hypervisor.close();
        assertThat(connector.last().watched()).isEmpty();
        another.watch(other, heard::add);
        connector.next();

        lose();

        Connection second = connector.next();
        awaitState(second);
        assertThat(second.watched()).containsExactly(other);
        assertThat(heard).isEmpty();
    }

    @Test
    void aWatchUnderWhichTheConnectionIsLostIsRegisteredOnce() throws Exception {
        connector.domains.put(DOMAIN, DomainState.RUNNING);
        Hypervisor hypervisor = connect();
        connector.last().breakWithin();

        hypervisor.watch(DOMAIN, heard::add);

        Connection second = connector.last();
        awaitState(second);
        assertThat(second.watched()).containsExactly(DOMAIN);
        connector.last().tell(DOMAIN, "was destroyed");
        assertThat(heard.take()).isEqualTo("was destroyed");
        hypervisor.close();
        assertThat(connector.last().watched()).isEmpty();
    }

    @Test
    void whereThereAreNoEventsAWatchIsRefusedAndNotTriedAgain() throws Exception {
        Hypervisor hypervisor = connect();
        connector.last().tellsOfEvents = false;

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> hypervisor.watch(DOMAIN, heard::add))
                .withMessage("no events here");

        connector.last().alive = false;
        assertThat(hypervisor.state(DOMAIN)).isEmpty();
        assertThat(connector.done).containsExactly("watch", "state");
    }

    @Test
    void everyCallSaysWhatBecomesOfItWhenTheConnectionIsLost() {
        assertThat(Hypervisor.class.getDeclaredMethods())
                .filteredOn(method -> !method.isSynthetic())
                .isNotEmpty()
                .allSatisfy(method -> assertThat(method.isAnnotationPresent(WhenLost.class))
                        .as(method.getName())
                        .isTrue());
    }

    private Instant lose() {
        Instant before = clock.now();
        connector.last().alive = false;
        return before;
    }

    private Hypervisor connect() {
        return keep(connections.connect(URL));
    }

    private synchronized Hypervisor keep(Hypervisor share) {
        shares.add(share);
        return share;
    }

    /** Waits until the restored watch has looked at its domain, which comes last. */
    private void awaitState(Connection connection) throws InterruptedException {
        while (!connector.done.contains("state")) {
            clock.awaitWaits(1);
        }
        assertThat(connection.isAlive()).isTrue();
    }

    private static void assertRefused(Future<Hypervisor> connecting) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .havingCause()
                .isInstanceOf(HypervisorException.class)
                .withMessage("refused on purpose");
    }

    private static <T> Future<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException("interrupted", e);
        }
    }

    private static void awaitThoughInterrupted(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // As a call within libvirt, which does not notice.
            }
        }
    }

    /** The machine's clock, which tells how often somebody has waited on it. */
    private static final class CountingClock implements WaitableClock {

        private final WaitableClock machine = WaitableClock.system();
        private final Semaphore waits = new Semaphore(0);

        void awaitWaits(int count) throws InterruptedException {
            waits.drainPermits();
            waits.acquire(count);
        }

        @Override
        public Instant now() {
            return machine.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            machine.sleep(duration);
        }

        @Override
        public <T> T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
            T item = machine.poll(queue, limit);
            waits.release();
            return item;
        }
    }
}
