package io.cloudhost.provider.libvirt.internal.hypervisor;

/**
 * Take what a domain writes to its console. Called by one thread at a time, though not always by the same one, and by none
 * that may be blocked: it serves all consoles of a connection.
 */
public interface ConsoleReceiver {

    /**
     * Take what came.
     *
     * @param bytes the receiver's own
     */
    void received(byte[] bytes);

    /** Hear that something is missing: the connection was lost, and the console is open again over another one. */
    void reopened();

    /** Hear that nothing more comes, since the domain has ended. */
    void ended();

    /**
     * Hear that nothing more comes, though the domain may run on: somebody has taken the console over.
     *
     * @param reason what libvirt said
     */
    void failed(String reason);
}
