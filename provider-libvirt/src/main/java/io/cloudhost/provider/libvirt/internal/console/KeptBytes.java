package io.cloudhost.provider.libvirt.internal.console;

import java.util.Arrays;

/** The beginning and the end of a stream of bytes, whose middle is given up where it grows too long. Not thread-safe. */
final class KeptBytes {

    private final int mostOfBeginning;
    private final int mostOfEnd;

    private byte[] beginning = new byte[0];

    /** A ring once it has its full size: the byte at a position after the beginning is at its remainder. */
    private byte[] end = new byte[0];

    private long size;

    KeptBytes(int mostOfBeginning, int mostOfEnd) {
        this.mostOfBeginning = mostOfBeginning;
        this.mostOfEnd = mostOfEnd;
    }

    /**
     * A part of the stream.
     *
     * @param missing how many bytes before it are given up
     * @param bytes what comes after those
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(long missing, byte[] bytes) {}

    void add(byte[] bytes) {
        int toBeginning = (int) Math.min(bytes.length, Math.max(0, mostOfBeginning - size));
        if (toBeginning > 0) {
            beginning = roomFor(beginning, (int) size + toBeginning, mostOfBeginning);
            System.arraycopy(bytes, 0, beginning, (int) size, toBeginning);
            size += toBeginning;
        }
        addToEnd(bytes, toBeginning);
    }

    /** Returns how much came, what was given up included. */
    long size() {
        return size;
    }

    /** Returns what is kept from a position on, or from the next one that is kept; ends where something is missing. */
    Part from(long position) {
        int inBeginning = (int) Math.min(size, mostOfBeginning);
        if (position < inBeginning) {
            return new Part(0, Arrays.copyOfRange(beginning, (int) position, inBeginning));
        }
        long start = Math.min(size, Math.max(position, Math.max(inBeginning, size - mostOfEnd)));
        byte[] part = new byte[(int) (size - start)];
        for (int copied = 0; copied < part.length; ) {
            int index = index(start + copied);
            int length = Math.min(part.length - copied, end.length - index);
            System.arraycopy(end, index, part, copied, length);
            copied += length;
        }
        return new Part(start - position, part);
    }

    private void addToEnd(byte[] bytes, int offset) {
        // What would be overwritten by the rest need not be written.
        int skipped = Math.max(0, bytes.length - offset - mostOfEnd);
        size += skipped;
        int from = offset + skipped;
        long kept = Math.min(mostOfEnd, Math.max(0, size - mostOfBeginning) + bytes.length - from);
        end = roomFor(end, (int) kept, mostOfEnd);
        while (from < bytes.length) {
            int index = index(size);
            int length = Math.min(bytes.length - from, end.length - index);
            System.arraycopy(bytes, from, end, index, length);
            from += length;
            size += length;
        }
    }

    /** Grows by doubling, since most consoles stay short. Until it is full, nothing has gone round. */
    private static byte[] roomFor(byte[] array, int needed, int most) {
        return array.length >= needed
                ? array
                : Arrays.copyOf(array, (int) Math.min(most, Math.max(needed, 2L * array.length)));
    }

    private int index(long position) {
        return (int) ((position - mostOfBeginning) % end.length);
    }
}
