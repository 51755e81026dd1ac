package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Counts connections, to tell whether what is opened is closed again. Thread-safe. */
final class ConnectionCount {

    private int open;
    private int kept;

    synchronized void opened() {
        open++;
    }

    /** Notes a close that left so many references to the connection: with any, libvirt keeps it open. */
    synchronized void closed(int references) {
        open--;
        if (references > 0) {
            kept++;
        }
    }

    /** Returns how many are open that nobody has closed yet. */
    synchronized int open() {
        return open;
    }

    /** Returns how many stayed open when they were closed, since something of theirs was not freed. */
    synchronized int kept() {
        return kept;
    }
}
