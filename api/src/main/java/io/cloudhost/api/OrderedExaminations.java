package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Runs examinations several at a time, since places that do not answer take long to say so. Their findings are heard as if one
 * had been run after the other.
 */
final class OrderedExaminations {

    /** SSH servers begin to turn logins away where many come at once. */
    private static final int AT_A_TIME = 4;

    private OrderedExaminations() {}

    /** An examination, which has its findings heard by the consumer. */
    @FunctionalInterface
    interface Work extends Consumer<Consumer<Finding>> {}

    /**
     * Runs them.
     *
     * @param listener hears of each finding on the calling thread, as soon as it is its turn
     * @throws CloudHostException when the calling thread is interrupted, which it then still is
     */
    static void run(List<Work> examinations, Consumer<Finding> listener) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
            Thread thread = new Thread(work, "cloudhost-examinations");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Turn> turns = new ArrayList<>();
            examinations.forEach(work -> turns.add(Turn.of(work, threads)));
            for (Turn turn : turns) {
                turn.hear(listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudHostException("interrupted while examining hosts", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * One of them.
     *
     * @param findings those not heard yet, with nothing after the last
     */
    private record Turn(BlockingQueue<Optional<Finding>> findings, Future<?> end) {

        static Turn of(Work work, ExecutorService threads) {
            BlockingQueue<Optional<Finding>> findings = new LinkedBlockingQueue<>();
            return new Turn(findings, threads.submit(() -> {
                try {
                    work.accept(finding -> findings.add(Optional.of(finding)));
                } finally {
                    findings.add(Optional.empty());
                }
            }));
        }

        void hear(Consumer<Finding> listener) throws InterruptedException {
            for (Optional<Finding> next = findings.take(); next.isPresent(); next = findings.take()) {
                listener.accept(next.get());
            }
            try {
                end.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an examination failed unexpectedly", e.getCause());
            }
        }
    }
}
