package io.cloudhost.junit.jupiter;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostSetupException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A host that is set up by the first who needs it, while others wait. Thread-safe. */
final class ScopedHost {

    private final String id;
    private final CloudHost host;
    private final FutureTask<Void> setup;
    private final AtomicBoolean evidenceIsTaken = new AtomicBoolean();

    /**
     * Creates one that is not set up.
     *
     * @param id names it for people
     */
    ScopedHost(String id, CloudHost host) {
        this.id = id;
        this.host = host;
        this.setup = new FutureTask<>(host::setup, null);
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
     * Sets it up, or waits until who does so has ended. What failed once fails each time, with the same exception.
     *
     * @throws CloudHostException when the thread is interrupted while another sets the host up; the thread stays so
     */
    void setUp() {
        // Does nothing where it has begun.
        setup.run();
        try {
            setup.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // A setup throws nothing that is checked.
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudHostException(id + ": the thread was interrupted while another one set the host up", e);
        }
    }

    /** Tells whether a setup has succeeded. Waits for none. */
    boolean isUp() {
        return setup.isDone() && failure().isEmpty();
    }

    /** Returns the evidence of a failed setup, once: not all tests that need the host are to publish it. */
    Optional<Path> takeEvidenceOfSetup() {
        return failure()
                .filter(HostSetupException.class::isInstance)
                .flatMap(failure -> ((HostSetupException) failure).evidence())
                .filter(folder -> evidenceIsTaken.compareAndSet(false, true));
    }

    void tearDown() {
        host.teardown();
    }

    /** Empty also while the setup runs. */
    private Optional<Throwable> failure() {
        if (!setup.isDone()) {
            return Optional.empty();
        }
        try {
            setUp();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(e);
        }
    }
}
