package io.cloudhost.ssh;

import io.cloudhost.core.WaitableClock;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** Notes that something goes on; patience is over when it has stood still for too long. */
final class Progress implements Patience {

    private final Duration longestStandstill;
    private final WaitableClock clock;
    private volatile Instant moved;

    Progress(Duration longestStandstill, WaitableClock clock) {
        this.longestStandstill = longestStandstill;
        this.clock = clock;
        this.moved = clock.now();
    }

    void moved() {
        moved = clock.now();
    }

    /** Counts from now on, once there is a connection. */
    Progress begun() {
        moved();
        return this;
    }

    /** Copies one stream into another, in pieces of a size. */
    void transfer(InputStream in, OutputStream out, int size) throws IOException {
        byte[] piece = new byte[size];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            out.write(piece, 0, count);
            moved();
        }
    }

    /** Returns a stream that notes each time that something is read from it. */
    InputStream noting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                moved();
                return super.read(bytes, offset, length);
            }
        };
    }

    /** Returns a stream that notes each time that something is written to it. */
    OutputStream noting(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                moved();
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public Duration limit() {
        return longestStandstill;
    }

    @Override
    public Duration left() {
        return longestStandstill.minus(clock.since(moved));
    }
}
