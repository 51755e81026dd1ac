package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.Lifetime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A host that is torn down when the JVM shuts down: from its setup on, until nothing is left of it or it is to stay. */
final class ExitGuardedHost implements CloudHost {

    private final String label;
    private final CloudHost host;
    private final Lifetime lifetime;
    private final ExitTeardown exit;
    private final AtomicBoolean used = new AtomicBoolean();

    /** The thread that sets the host up, as long as it does. */
    private volatile @Nullable Thread setupThread;

    ExitGuardedHost(String label, CloudHost host, Lifetime lifetime, ExitTeardown exit) {
        this.label = label;
        this.host = host;
        this.lifetime = lifetime;
        this.exit = exit;
    }

    String label() {
        return label;
    }

    @Override
    public void setup() {
        if (used.getAndSet(true)) {
            // Also so that of two setups the one that is refused is the one that guards nothing.
            throw new IllegalStateException(label + " was set up or torn down before; get a new host for its label");
        }
        exit.guard(this);
        setupThread = Thread.currentThread();
        try {
            host.setup();
        } catch (RuntimeException | Error e) {
            boolean nothingIsLeft = e.getSuppressed().length == 0;
            if (nothingIsLeft) {
                exit.release(this);
            }
            throw e;
        } finally {
            setupThread = null;
        }
        if (lifetime == Lifetime.DETACHED) {
            exit.release(this);
        }
    }

    @Override
    public void teardown() {
        boolean leftToSetup = setupThread == Thread.currentThread();
        host.teardown();
        if (!leftToSetup) {
            exit.release(this);
        }
    }

    @Override
    public String getHostName() {
        return host.getHostName();
    }

    @Override
    public int getPort(int port) {
        return host.getPort(port);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return host.capability(type);
    }
}
