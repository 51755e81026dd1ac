package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Stand for a console that is being read, until closed. Thread-safe. */
@FunctionalInterface
public interface ConsoleReading extends AutoCloseable {

    /**
     * Stop reading, and leave the console to others. What the receiver is being told by then may still be under way. Does not
     * throw; idempotent.
     */
    @Override
    void close();
}
