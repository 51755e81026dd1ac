package io.cloudhost.core.spi;

import io.cloudhost.core.GuestShell;

/** Tell where a machine is reached. Implemented by providers, asked by a {@link GuestShell} each time that it connects. */
public interface GuestEndpoint {

    /**
     * Return the name or the literal address under which the machine is reached.
     *
     * @return never empty
     * @throws IllegalStateException while its address is not known, and when it is torn down
     */
    String hostName();

    /**
     * Return the port to connect to for a port of the machine.
     *
     * @param port the port the machine listens on
     * @return the same one where the machine is reached directly
     */
    int port(int port);

    /**
     * Tell whether the machine is made for this host alone. Who it is can then be learned when it is met for the first time;
     * a machine that was there before must be known.
     *
     * @return whether it is
     */
    boolean isNew();
}
