package io.cloudhost.core.spi;

/** Find a host's address with the strategies that its settings name. Implemented by the engine; used by one thread. */
public interface AddressLookup extends AutoCloseable {

    /**
     * Find the address. Blocks until it is found or cannot be.
     *
     * @param host who is looked for; its time is replaced by each strategy's own
     * @return the address
     * @throws IpNotFoundException when no strategy found it in its time
     * @throws InterruptedException when the thread is interrupted
     */
    FoundAddress find(IpLookupRequest host) throws InterruptedException;

    /** Close all strategies. Idempotent, from any thread; does not throw. */
    @Override
    void close();
}
