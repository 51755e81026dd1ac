package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.util.Optional;

/** Hear of a domain until closed. Thread-safe. */
@FunctionalInterface
public interface DomainWatch extends AutoCloseable {

    /**
     * Tell whether the connection was lost since this watch began: libvirt then ended what was
     * {@linkplain StartOption#UNTIL_DISCONNECTED bound to it}, unless libvirtd itself had crashed.
     *
     * @return when that was noticed for the first time, which may be half a minute later; empty where it was never lost.
     *     Stays the same once the watch is closed
     */
    default Optional<Instant> lostConnection() {
        return Optional.empty();
    }

    /**
     * Stop listening. A call that has begun by then may still be under way; none begins afterwards. Idempotent; does not
     * throw; can be called within that call.
     */
    @Override
    void close();
}
