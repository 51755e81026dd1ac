package io.cloudhost.testkit;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Stands for a server; found by its name, as a server is. */
final class FakeOracle {

    private static final Map<String, FakeOracle> ORACLES = new ConcurrentHashMap<>();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final String name = UUID.randomUUID().toString();
    private volatile Optional<InetAddress> address = Optional.empty();
    private volatile boolean silent;

    FakeOracle() {
        ORACLES.put(name, this);
    }

    static FakeOracle named(String name) {
        return ORACLES.get(name);
    }

    String name() {
        return name;
    }

    void know(InetAddress known) {
        address = Optional.of(known);
    }

    CountDownLatch fallSilent() {
        silent = true;
        return asked;
    }

    void ask() {
        asked.countDown();
    }

    boolean isSilent() {
        return silent;
    }

    Optional<InetAddress> address() {
        return address;
    }
}
