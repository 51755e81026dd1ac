package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/** A console that is read on when the connection was lost and replaced, unless it has ended by then. */
final class KeptConsole implements Kept, ConsoleReading {

    private final UUID domain;
    private final ConsoleReceiver receiver;
    private final Consumer<Kept> whenClosed;
    private final Renewed reading = new Renewed();
    private volatile boolean ended;

    KeptConsole(UUID domain, ConsoleReceiver receiver, Consumer<Kept> whenClosed) {
        this.domain = domain;
        this.receiver = new Ending(receiver);
        this.whenClosed = whenClosed;
    }

    @Override
    public void open(Hypervisor connection) {
        reading.put(connection.readConsole(domain, receiver)::close);
    }

    @Override
    public void restore(Hypervisor connection) {
        if (ended) {
            return;
        }
        try {
            open(connection);
            receiver.reopened();
        } catch (HypervisorException e) {
            if (connection.isAlive()) {
                receiver.failed(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void lost(Instant when) {
        // What is missing is told of when it comes on.
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        reading.close();
    }

    /** Remembers that there is nothing more to come. */
    private final class Ending implements ConsoleReceiver {

        private final ConsoleReceiver receiver;

        Ending(ConsoleReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void received(byte[] bytes) {
            receiver.received(bytes);
        }

        @Override
        public void reopened() {
            receiver.reopened();
        }

        @Override
        public void ended() {
            ended = true;
            receiver.ended();
        }

        @Override
        public void failed(String reason) {
            ended = true;
            receiver.failed(reason);
        }
    }
}
