package io.cloudhost.provider.libvirt.internal.console;

import io.cloudhost.core.Console.Following;
import io.cloudhost.provider.libvirt.internal.console.KeptBytes.Part;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a recording over to one receiver, on a thread of its own, so that a slow one delays nobody. */
final class Follower implements Following {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final ConsoleRecording recording;
    private final Consumer<String> receiver;
    private final Thread thread = new Thread(this::follow, "cloudhost-console-follower");
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Is held while the receiver is called. */
    private final ReentrantLock delivery = new ReentrantLock();

    private boolean closed;

    Follower(ConsoleRecording recording, Consumer<String> receiver) {
        this.recording = recording;
        this.receiver = receiver;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public CompletionStage<Void> end() {
        return end.minimalCompletionStage();
    }

    @Override
    public void close() {
        // Waits for a call that is under way, but for one that this comes from.
        delivery.lock();
        try {
            closed = true;
        } finally {
            delivery.unlock();
        }
        if (Thread.currentThread() != thread) {
            // It is in no call of the receiver any more.
            thread.interrupt();
        }
    }

    private void follow() {
        try {
            PartReader reader = new PartReader(0);
            boolean more = true;
            while (more) {
                Optional<Part> part = recording.await(reader);
                more = deliver(part.map(reader::read).orElseGet(reader::end)) && part.isPresent();
            }
        } catch (InterruptedException e) {
            // It is closed.
        } catch (RuntimeException | Error e) {
            LOG.error("what follows a console failed, and is told nothing more", e);
        } finally {
            end.complete(null);
        }
    }

    /** Returns whether more is wanted. */
    private boolean deliver(String text) {
        delivery.lock();
        try {
            if (!closed && !text.isEmpty()) {
                receiver.accept(text);
            }
            return !closed;
        } finally {
            delivery.unlock();
        }
    }
}
