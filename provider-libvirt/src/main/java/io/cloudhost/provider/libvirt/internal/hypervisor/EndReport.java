package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a domain's end once, however often it is heard of, and not at all once it is cancelled. Thread-safe. */
final class EndReport implements Consumer<String> {

    private static final Logger LOG = LoggerFactory.getLogger(EndReport.class);

    private final Consumer<String> whenEnded;
    private final AtomicBoolean done = new AtomicBoolean();

    EndReport(Consumer<String> whenEnded) {
        this.whenEnded = whenEnded;
    }

    /** Does not throw: the threads that call this serve others too. */
    @Override
    public void accept(String text) {
        if (done.getAndSet(true)) {
            return;
        }
        try {
            whenEnded.accept(text);
        } catch (RuntimeException | Error e) {
            LOG.error("what waits for the end of a domain failed when it was told of it", e);
        }
    }

    /** Returns whether nothing will be told any more. */
    boolean isDone() {
        return done.get();
    }

    void cancel() {
        done.set(true);
    }
}
