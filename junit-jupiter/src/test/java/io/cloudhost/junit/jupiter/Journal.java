package io.cloudhost.junit.jupiter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What was done to the fake hosts since the test began. They are made by a plugin, which nobody can hand anything to. */
final class Journal {

    private static final long LIMIT_SECONDS = 20;

    private static final List<String> LINES = new ArrayList<>();
    private static final Map<String, Integer> NUMBERS = new ConcurrentHashMap<>();
    private static final Map<Integer, CyclicBarrier> MEETINGS = new ConcurrentHashMap<>();

    private Journal() {}

    static synchronized void begin() {
        LINES.clear();
        NUMBERS.clear();
        MEETINGS.clear();
    }

    static synchronized void write(String line) {
        LINES.add(line);
        Journal.class.notifyAll();
    }

    static synchronized List<String> lines() {
        return List.copyOf(LINES);
    }

    /** Waits until there are so many lines that begin like this. */
    static synchronized void awaitLines(String beginning, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (LINES.stream().filter(line -> line.startsWith(beginning)).count() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("not in the journal: " + beginning + ", " + count + " times");
            }
            Journal.class.wait(left);
        }
    }

    /** Counts the hosts of a label. */
    static int number(String label) {
        return NUMBERS.merge(label, 1, Integer::sum);
    }

    /** Waits until so many threads are here at the same time. */
    static void meet(int parties) throws InterruptedException {
        if (parties == 1) {
            return;
        }
        try {
            MEETINGS.computeIfAbsent(parties, CyclicBarrier::new).await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | BrokenBarrierException e) {
            throw new IllegalStateException("nobody else came", e);
        }
    }
}
