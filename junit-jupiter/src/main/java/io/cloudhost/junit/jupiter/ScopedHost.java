package io.cloudhost.junit.jupiter;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A host that is set up once for all who need it: on a thread of its own, so that none of those who wait can end it for the others.
 * Thread-safe.
 */
final class ScopedHost {

    private final String id;
    private final CloudHost host;
    private final AtomicReference<@Nullable Thread> begun = new AtomicReference<>();
    private final CompletableFuture<Void> setup = new CompletableFuture<>();
    private final AtomicBoolean failureIsTold = new AtomicBoolean();

    /**
     * Creates one that is not set up.
     *
     * @param id names it for people
     */
    ScopedHost(String id, CloudHost host) {
        this.id = id;
        this.host = host;
    }

    String id() {
        return id;
    }

    CloudHost host() {
        return host;
    }

    /**
     * Returns the host, or what else it can do.
     *
     * @throws ExtensionConfigurationException when it can do no such thing
     */
    Object as(Class<?> type) {
        if (type == CloudHost.class) {
            return host;
        }
        return host.capability(type)
                .orElseThrow(() -> new ExtensionConfigurationException(id + ": the host has no " + type.getName()
                        + ". Whether it has one is up to its provider and its settings"));
    }

    /**
     * Begins to set it up, unless that was done.
     *
     * @param atEnd called when the setup has ended, at once where it has
     */
    void begin(Runnable atEnd) {
        Thread thread = new Thread(this::setUp, "cloudhost-setup");
        thread.setDaemon(true);
        if (begun.compareAndSet(null, thread)) {
            start(thread);
        }
        CompletableFuture<Void> unused = setup.whenComplete((nothing, failure) -> atEnd.run());
    }

    /** Tells whether a setup has succeeded. Waits for none. */
    boolean isUp() {
        return setup.isDone() && !hasFailed();
    }

    /** Tells whether a setup has failed. Waits for none. */
    boolean hasFailed() {
        return setup.isCompletedExceptionally();
    }

    /**
     * Returns what the setup failed with, if it has ended so. That is the failure of whoever asks first; all others get one of their
     * own, which says so: nobody's failure is to collect what others suppress in it.
     */
    Optional<Throwable> failure() {
        if (!hasFailed()) {
            return Optional.empty();
        }
        Throwable failure = setup.handle((nothing, thrown) -> thrown).join();
        return Optional.of(
                failureIsTold.compareAndSet(false, true)
                        ? failure
                        : new CloudHostException(
                                id + ": is shared, has failed to be set up before, and is not tried again: "
                                        + CloudHostException.describe(failure),
                                failure));
    }

    /** Tears it down; ends a setup that is under way, and waits for that. */
    void tearDown() {
        host.teardown();
        if (begun.get() != null) {
            setup.handle((nothing, failure) -> failure).join();
        }
    }

    private void start(Thread thread) {
        try {
            thread.start();
        } catch (Error e) {
            // There can be no more threads. Nobody is to wait for this one.
            setup.completeExceptionally(e);
        }
    }

    private void setUp() {
        try {
            host.setup();
            setup.complete(null);
        } catch (Throwable e) {
            setup.completeExceptionally(e);
        }
    }
}
