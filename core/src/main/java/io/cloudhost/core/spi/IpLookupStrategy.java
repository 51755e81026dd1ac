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
     * @return the address, of the {@linkplain IpLookupRequest#family() family} that is wanted, or empty for "not there yet":
     *     the engine asks again. An address that {@linkplain IpLookupRequest#objectionTo nobody can reach} is no answer: the
     *     engine keeps it as evidence and asks again
     * @throws IpLookupException {@linkplain IpLookupException#transientFailure transient} for "did not work this time":
     *     the engine asks again; {@linkplain IpLookupException#permanentFailure permanent} for "will never work": it does
     *     not. Any other exception counts as permanent
     * @throws InterruptedException when the thread is interrupted, as it is when the time is over or the host has ended
     * @throws IllegalStateException when the strategy is closed
     */
    Optional<InetAddress> lookup(IpLookupRequest request) throws IpLookupException, InterruptedException;

    /**
     * Say what a look asks of whom: it is shown where no address was found. Called from any thread, before the first look;
     * asks nobody.
     *
     * @param request who is looked for
     * @return for people, free of secrets, e.g. the command that is run and where; empty where there is nothing to say
     */
    default String question(IpLookupRequest request) {
        return "";
    }

    /**
     * Return the address that every host gets alike, whoever is looked for: of such hosts only one can live at a time. Called
     * from any thread, before the first look; asks nobody.
     *
     * @return the address; empty where the answer depends on the host, or is not known without asking
     */
    default Optional<InetAddress> fixedAddress() {
        return Optional.empty();
    }

    /**
     * Release what the strategy holds. Called after the last look, also when there was none. Idempotent: a second call does
     * nothing. Must not throw.
     */
    @Override
    default void close() {}
}
