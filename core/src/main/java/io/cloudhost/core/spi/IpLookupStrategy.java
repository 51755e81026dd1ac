package io.cloudhost.core.spi;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Look up the address of one host: one look, no waiting. Polling, deadlines and evidence are the engine's.
 *
 * <p>Used by one thread at a time, though not always by the same one; asked again and again, at growing intervals, until
 * it answers or the time is over. What it keeps between two looks, such as a connection, it releases in
 * {@link #close()}.
 */
public interface IpLookupStrategy extends AutoCloseable {

    /**
     * Look once.
     *
     * @param request who is looked for, and until when
     * @return the address, or empty for "not there yet": the engine asks again
     * @throws IpLookupException {@linkplain IpLookupException#transientFailure transient} for "did not work this time":
     *     the engine asks again; {@linkplain IpLookupException#permanentFailure permanent} for "will never work": it does
     *     not. Any other exception counts as permanent
     * @throws InterruptedException when the thread is interrupted
     */
    Optional<InetAddress> lookup(IpLookupRequest request) throws IpLookupException, InterruptedException;

    /**
     * Release what the strategy holds. Called after the last look, also when there was none. Idempotent: a second call does
     * nothing. Must not throw.
     */
    @Override
    default void close() {}
}
