package io.cloudhost.core.spi;

import java.net.InetAddress;
import java.util.List;

/** Find a host's address with the strategies that its settings name. Implemented by the engine; used by one thread. */
public interface AddressLookup extends AutoCloseable {

    /**
     * Return the addresses that hosts with these settings get whoever they are. Asks nobody.
     *
     * @return see {@link IpLookupStrategy#fixedAddress()}; usually empty
     */
    List<InetAddress> fixedAddresses();

    /**
     * Find the address. Blocks until it is found or cannot be.
     *
     * @param host who is looked for; its time is replaced by each strategy's own, its family by that of the settings
     * @param watch tells when the host has ended, which ends the lookup
     * @return the address
     * @throws io.cloudhost.core.IpNotFoundException when no strategy found it in its time, or the host has ended
     * @throws InterruptedException when the thread is interrupted
     */
    FoundAddress find(IpLookupRequest host, HostWatch watch) throws InterruptedException;

    /**
     * Close all strategies. Idempotent, from any thread; does not throw. Waits a little for looks that do not end, which
     * close their strategies later.
     */
    @Override
    void close();
}
