package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of one clone. In the process that makes the clone, nobody else writes it: each write says everything, so
 * that none takes back what another one said.
 *
 * <p>From its definition on the clone belongs to this process, which vouches for it until the expiry, and renews that. A
 * clone that is meant to outlive the process is let go when it is up: one that is killed before leaves nothing that is to
 * stay.
 */
final class RecordKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);

    /** Libvirt gives up a domain that is busy, and a connection that is silent, after 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** So many renewals may fail in a row before the record looks abandoned. */
    private static final int RENEWALS = 30;

    /** Whoever finds the record expired watches it for some intervals, so they must not be long. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    private final CloneRequest request;
    private final Lifetime lifetime;
    private final Renewals renewals;
    private final InstantSource time;
    private final Duration interval;

    /**
     * Held while libvirt writes, since of two writes the one that comes last must be the one that knows what the other one
     * said. Only who writes the same record waits for it, and no longer than the patience.
     */
    private final ReentrantLock writing = new ReentrantLock();

    /** What the record says; changed under the lock. */
    private volatile @Nullable CloneRecord record;

    private volatile @Nullable Kept kept;
    private volatile @Nullable Future<?> repetition;
    private volatile boolean released;
    private boolean failing;

    /**
     * A clone that is defined.
     *
     * @param name its name
     * @param hypervisor where it is
     */
    private record Kept(String name, Hypervisor hypervisor) {}

    RecordKeeper(CloneRequest request, Lifetime lifetime, Renewals renewals, InstantSource time) {
        this.request = request;
        this.lifetime = lifetime;
        this.renewals = renewals;
        this.time = time;
        Duration share = request.expiry().dividedBy(RENEWALS);
        this.interval = share.compareTo(LONGEST_INTERVAL) < 0 ? share : LONGEST_INTERVAL;
    }

    /** Returns the record to define the clone with. */
    CloneRecord begin(CloneRecord planned) {
        CloneRecord begun = planned.vouchedFor(new Expiry(time.instant().plus(request.expiry()), interval));
        record = begun;
        return begun;
    }

    /** Renews the record from now on: the clone is defined. */
    void keep(String name, Hypervisor hypervisor) {
        kept = new Kept(name, hypervisor);
        repetition = renewals.repeat(request.url(), interval, this::renew);
    }

    /** Returns what the record says at present. */
    CloneRecord record() {
        return require(record);
    }

    /** Writes the clone's address, and returns the record. */
    CloneRecord addAddress(CloneRecord.Address address) throws InterruptedException {
        return change(record -> vouch(record.withAddress(address)));
    }

    /** Lets a clone go that is meant to outlive this process: the last act of its setup. */
    void letGo() throws InterruptedException {
        if (lifetime == Lifetime.DETACHED) {
            change(CloneRecord::detached);
            stopRenewing();
        }
    }

    /**
     * Writes nothing any more, since the clone is about to be removed. Where nobody could tell from the record that it is
     * abandoned if this process were to end in the middle of that, says so first.
     *
     * @param hypervisor an open connection; the one that the clone was made over may be lost
     */
    void release(Hypervisor hypervisor) {
        released = true;
        stopRenewing();
        Kept clone = kept;
        if (clone == null) {
            return;
        }
        try {
            if (writing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    markAsEnding(clone.name(), hypervisor);
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException e) {
            // A write that is late finds no clone, and makes none.
            Thread.currentThread().interrupt();
        }
    }

    /** Renews the record, unless somebody is just writing it. Throws nothing. */
    void renew() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            CloneRecord last = record();
            if (!released && last.expiry().isPresent()) {
                write(require(kept).hypervisor(), vouch(last));
                recovered();
            }
        } catch (RuntimeException | Error e) {
            // An Error too, e.g. of a native library: it would end the repetition without a word.
            failed(e);
        } finally {
            writing.unlock();
        }
    }

    private void stopRenewing() {
        Future<?> repeated = repetition;
        if (repeated != null) {
            repeated.cancel(false);
        }
    }

    private CloneRecord change(UnaryOperator<CloneRecord> change) throws InterruptedException {
        if (!writing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new CloudHostException(
                    "the record of the clone '" + require(kept).name()
                            + "' cannot be written: its renewal has not ended after " + PATIENCE.toSeconds()
                            + " s. See why libvirt at "
                            + request.url() + " does not answer");
        }
        try {
            return write(require(kept).hypervisor(), change.apply(record()));
        } finally {
            writing.unlock();
        }
    }

    /** Vouches for the clone anew, and always for longer: whoever watches the record must see it change. */
    private CloneRecord vouch(CloneRecord last) {
        Instant until = time.instant().plus(request.expiry());
        Instant before = last.expiry().map(Expiry::time).orElse(Instant.MIN);
        return last.vouchedFor(new Expiry(until.isAfter(before) ? until : before.plusMillis(1), interval));
    }

    private CloneRecord write(Hypervisor hypervisor, CloneRecord next) {
        hypervisor.setMetadata(next.uuid(), next.toXml(), CloneRecord.PREFIX, CloneRecord.NAMESPACE);
        record = next;
        return next;
    }

    private void markAsEnding(String name, Hypervisor hypervisor) {
        CloneRecord last = record();
        // Also where letting it go has failed: libvirt may have written that, and only the answer was lost.
        if (lifetime == Lifetime.DETACHED && !last.ending()) {
            try {
                write(hypervisor, last.removing());
            } catch (HypervisorException e) {
                // It may be gone by now. Whatever else is wrong, the removal itself will tell.
                LOG.debug("{} is removed without saying so in its record: {}", name, e.getMessage());
            }
        }
    }

    private void failed(Throwable failure) {
        Kept clone = require(kept);
        if (isGone(clone)) {
            stopRenewing();
        } else if (!failing) {
            failing = true;
            LOG.warn(
                    "The record of {} at {} cannot be renewed, which is tried again every {} s. Where that fails until {}"
                            + " by the clock of this machine, others may take the clone for abandoned: {}",
                    clone.name(),
                    request.url(),
                    interval.toSeconds(),
                    record().expiry().map(Expiry::time).orElseThrow(),
                    CloudHostException.describe(failure));
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The record of {} at {} is renewed again", require(kept).name(), request.url());
        }
    }

    /** Tells whether there is nothing left to vouch for. */
    private boolean isGone(Kept clone) {
        try {
            return clone.hypervisor().state(record().uuid()).isEmpty();
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the clone is not defined yet");
        }
        return value;
    }
}
