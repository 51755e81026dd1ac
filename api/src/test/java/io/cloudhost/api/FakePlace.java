package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A place with hosts, some of which cannot be removed. May be lost. */
class FakePlace implements HostInventory {

    private final String name;
    private final Map<String, HostRecord> hosts = new LinkedHashMap<>();
    private final Set<String> stuck = new HashSet<>();
    private final List<Runnable> whenListed = new ArrayList<>();
    private boolean lost;
    private boolean closed;

    FakePlace(String name, HostRecord... hosts) {
        this.name = name;
        List.of(hosts).forEach(this::put);
    }

    synchronized void put(HostRecord host) {
        hosts.put(host.name(), host);
    }

    synchronized void forget(String host) {
        hosts.remove(host);
    }

    synchronized void stick(String host) {
        stuck.add(host);
    }

    synchronized void lose() {
        lost = true;
    }

    synchronized List<String> names() {
        return List.copyOf(hosts.keySet());
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Does something right after the next look at the hosts. */
    synchronized void afterNextList(Runnable action) {
        whenListed.add(action);
    }

    @Override
    public String place() {
        return name;
    }

    @Override
    public synchronized List<HostRecord> list() {
        if (lost) {
            throw new CloudHostException(name + " cannot be reached");
        }
        List<HostRecord> listed = List.copyOf(hosts.values());
        if (!whenListed.isEmpty()) {
            whenListed.remove(0).run();
        }
        return listed;
    }

    @Override
    public synchronized void remove(String host) {
        if (stuck.contains(host)) {
            throw new CloudHostException(host + " cannot be removed: it is held");
        }
        hosts.remove(host);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
