package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;

/** Something open that outlives the connection it was opened over: it is opened again over each one that comes after. */
interface Kept extends AutoCloseable {

    /** Opens it over a connection, in the place of what is open already. */
    void open(Hypervisor connection);

    /**
     * Opens it over a new connection, as far as there is still something to open, and makes good for what was missed.
     *
     * @return whether that is done; otherwise this is called again a moment later
     */
    boolean restore(Hypervisor connection);

    /** Notes a loss. Called under a lock: must do nothing else. */
    void lost(Instant when);

    @Override
    void close();
}
