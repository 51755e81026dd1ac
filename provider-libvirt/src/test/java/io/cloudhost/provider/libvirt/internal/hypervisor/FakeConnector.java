package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Opens connections to one imagined hypervisor, each of which can be broken. */
final class FakeConnector implements HypervisorConnector {

    static final String BROKEN = "cannot ask: Cannot recv data: Connection reset by peer";

    final List<Connection> opened = new CopyOnWriteArrayList<>();
    final Map<UUID, DomainState> domains = new ConcurrentHashMap<>();

    /** What is done by all connections. */
    final List<String> done = new CopyOnWriteArrayList<>();

    /** How often a console will not be opened. */
    final AtomicInteger refusals = new AtomicInteger();

    /** How often the state of a domain will not be told. */
    final AtomicInteger silences = new AtomicInteger();

    /** Is run when a console is open, before whoever opened it knows. */
    volatile Consumer<ConsoleReceiver> consoleOpen = receiver -> {};

    /** Is told of each attempt, and may fail it or hold it up. */
    volatile Consumer<ConnectionUrl> attempt = url -> {};

    private final BlockingQueue<Connection> fresh = new LinkedBlockingQueue<>();

    @Override
    public Hypervisor connect(ConnectionUrl url) {
        attempt.accept(url);
        Connection connection = new Connection();
        opened.add(connection);
        fresh.add(connection);
        return connection;
    }

    /** Waits for a connection, each of which is returned once. */
    Connection next() throws InterruptedException {
        return fresh.take();
    }

    Connection last() {
        return opened.get(opened.size() - 1);
    }

    /** A connection that breaks when it is told to. */
    final class Connection extends HypervisorView {

        final List<ConsoleReceiver> consoles = new CopyOnWriteArrayList<>();
        final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
        private final Map<Object, Watched> watches = new ConcurrentHashMap<>();
        volatile boolean alive = true;
        volatile boolean tellsOfEvents = true;
        volatile int closes;

        /** Is run within each call. */
        volatile Runnable within = () -> {};

        Connection() {
            super((Hypervisor) Proxy.newProxyInstance(
                    Hypervisor.class.getClassLoader(),
                    new Class<?>[] {Hypervisor.class},
                    (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    }));
        }

        /** Breaks under the next call: before or after it has done what it should. */
        void breakWithin() {
            within = () -> alive = false;
        }

        /** Returns the domains that are watched, each as often as it is. */
        List<UUID> watched() {
            return watches.values().stream().map(Watched::domain).toList();
        }

        void tell(UUID domain, String text) {
            watches.values().stream()
                    .filter(watch -> watch.domain.equals(domain))
                    .forEach(watch -> watch.whenEnded.accept(text));
        }

        @Override
        public Optional<DomainState> state(UUID uuid) {
            call("state");
            if (isOneOf(silences)) {
                throw new HypervisorException("timed out", null);
            }
            return Optional.ofNullable(domains.get(uuid));
        }

        @Override
        public void start(UUID uuid, StartOption... options) {
            call("start");
        }

        @Override
        public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
            call("watch");
            if (!tellsOfEvents) {
                throw new HypervisorException("no events here", null);
            }
            Object registration = new Object();
            watches.put(registration, new Watched(uuid, whenEnded));
            return () -> watches.remove(registration);
        }

        @Override
        public ConsoleReading readConsole(UUID uuid, ConsoleReceiver receiver) {
            call("readConsole");
            if (isOneOf(refusals)) {
                throw new HypervisorException("locked", null);
            }
            consoles.add(receiver);
            consoleOpen.accept(receiver);
            return () -> consoles.remove(receiver);
        }

        @Override
        public DomainWatch listen(UUID uuid, Consumer<String> whenHappened) {
            call("listen");
            listeners.add(whenHappened);
            return () -> listeners.remove(whenHappened);
        }

        @Override
        public boolean isAlive() {
            return alive && closes == 0;
        }

        @Override
        public synchronized void close() {
            closes++;
        }

        private void call(String name) {
            within.run();
            if (!isAlive()) {
                throw new HypervisorException(BROKEN, null);
            }
            done.add(name);
        }
    }

    private static boolean isOneOf(AtomicInteger left) {
        return left.getAndUpdate(number -> Math.max(0, number - 1)) > 0;
    }

    private record Watched(UUID domain, Consumer<String> whenEnded) {}
}
