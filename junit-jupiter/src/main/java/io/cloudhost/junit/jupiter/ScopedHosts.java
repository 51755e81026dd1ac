package io.cloudhost.junit.jupiter;

import io.cloudhost.api.CloudHosts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The hosts of a test, a class or a run. JUnit closes them with their scope: as a {@code CloseableResource} up to 5.12, as
 * anything that can be closed from 5.13 on. Thread-safe.
 */
final class ScopedHosts implements CloseableResource, AutoCloseable {

    private final Map<Key, ScopedHost> hosts = new LinkedHashMap<>();
    private boolean closed;

    /** What makes two hosts of a scope the same. */
    private record Key(Overrides overrides, String label, String name) {}

    /**
     * Returns the host that is asked for; the first time, makes it.
     *
     * @throws io.cloudhost.core.ConfigurationException when it cannot be made
     */
    synchronized ScopedHost get(HostRequest request, Overrides overrides, CloudHosts source) {
        if (closed) {
            throw new IllegalStateException(request.id() + " is asked for after its scope has ended");
        }
        return hosts.computeIfAbsent(
                new Key(overrides, request.label(), request.name()),
                key -> new ScopedHost(request.id(), source.get(request.label())));
    }

    /** Tears all down, and throws the first failure, with the others suppressed. */
    @Override
    public void close() {
        Failures.throwFirst(new ParallelWork("cloudhost-teardown").doAll(end()));
    }

    private synchronized List<Runnable> end() {
        closed = true;
        return hosts.values().stream().<Runnable>map(host -> host::tearDown).toList();
    }
}
