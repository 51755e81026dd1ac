package io.cloudhost.ssh;

import java.time.Duration;

/** A time by which something is to have ended. */
final class Deadline implements Patience {

    private final long start = System.nanoTime();
    private final Duration limit;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    @Override
    public Duration limit() {
        return limit;
    }

    @Override
    public Duration left() {
        return limit.minusNanos(System.nanoTime() - start);
    }

    boolean isOver() {
        return left().isNegative() || left().isZero();
    }

    /** Returns a deadline that comes no later than this one. */
    Deadline orIn(Duration other) {
        Duration left = left();
        return new Deadline(other.compareTo(left) < 0 ? other : left);
    }
}
