package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A console that is read on when the connection was lost and replaced, unless it has ended by then. */
final class KeptConsole implements Kept, ConsoleReading {

    private static final Logger LOG = LoggerFactory.getLogger(KeptConsole.class);

    /** Of attempts that come once a second. */
    private static final int MOST_REFUSALS = 30;

    private final UUID domain;
    private final Ending receiver;
    private final Consumer<Kept> whenClosed;
    private final Renewed reading = new Renewed();
    private volatile boolean ended;

    /** Counted by the keeper of the connection alone. */
    private int refusals;

    KeptConsole(UUID domain, ConsoleReceiver receiver, Consumer<Kept> whenClosed) {
        this.domain = domain;
        this.receiver = new Ending(receiver);
        this.whenClosed = whenClosed;
    }

    @Override
    public void open(Hypervisor connection) {
        reading.put(connection.readConsole(domain, receiver)::close);
    }

    /** Is patient: a libvirtd that was killed may have left its lock, which lasts for as long as its process is not gone. */
    @Override
    public boolean restore(Hypervisor connection) {
        if (ended) {
            return true;
        }
        try {
            // What comes over the new connection waits, so that it stands behind the gap.
            synchronized (receiver) {
                open(connection);
                receiver.reopened();
            }
            return true;
        } catch (HypervisorException e) {
            LOG.debug("the console of the domain {} is not open again yet", domain, e);
            refusals++;
            if (DomainEnd.of(connection.state(domain)).isPresent()) {
                receiver.ended();
            } else if (refusals >= MOST_REFUSALS) {
                receiver.failed(String.valueOf(e.getMessage()));
            }
            return ended;
        }
    }

    @Override
    public void lost(Instant when) {
        // What is missing is told of when it comes on.
    }

    @Override
    public void close() {
        ended = true;
        whenClosed.accept(this);
        reading.close();
    }

    /** Remembers that there is nothing more to come. Its lock makes one at a time of those who tell: they are two threads. */
    private final class Ending implements ConsoleReceiver {

        private final ConsoleReceiver receiver;

        Ending(ConsoleReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public synchronized void received(byte[] bytes) {
            receiver.received(bytes);
        }

        @Override
        public synchronized void reopened() {
            receiver.reopened();
        }

        @Override
        public synchronized void ended() {
            ended = true;
            receiver.ended();
        }

        @Override
        public synchronized void failed(String reason) {
            ended = true;
            receiver.failed(reason);
        }
    }
}
