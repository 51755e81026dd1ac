package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Hear of a domain's end until closed. Thread-safe. */
public interface DomainWatch extends AutoCloseable {

    /**
     * Stop listening. A call that has begun by then may still be under way; none begins afterwards. Idempotent; does not
     * throw; can be called within that call.
     */
    @Override
    void close();
}
