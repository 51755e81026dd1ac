package io.cloudhost.api;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Records of hosts for tests of the sweep, which happens at {@link #NOW}. */
final class Hosts {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private Hosts() {}

    /** Returns one of a process that can only be judged by its expiry. */
    static HostRecord expiringAt(String name, Instant time) {
        return session(name, Optional.of(new Expiry(time, Duration.ofMinutes(1))));
    }

    static HostRecord session(String name, Optional<Expiry> expiry) {
        return host(name, Lifetime.SESSION, expiry, false);
    }

    static HostRecord detached(String name) {
        return host(name, Lifetime.DETACHED, Optional.empty(), false);
    }

    static HostRecord ending(HostRecord host) {
        return host(host.name(), host.lifetime(), host.expiry(), true);
    }

    private static HostRecord host(String name, Lifetime lifetime, Optional<Expiry> expiry, boolean ending) {
        return new HostRecord(
                name,
                "web",
                "tiny-base",
                new Owner(new UUID(0, 7), "ada", "ci-7", 4711),
                lifetime,
                NOW.minusSeconds(3600),
                "running",
                Optional.empty(),
                expiry,
                ending);
    }
}
