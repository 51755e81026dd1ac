package io.cloudhost.junit.jupiter;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Does several things at once, each on a thread that ends with it. */
final class ParallelWork {

    private final String threadName;

    ParallelWork(String threadName) {
        this.threadName = threadName;
    }

    /**
     * Does all of them, and waits until all have ended, whatever fails. An interrupt is handed on to each; the thread waits on, and
     * stays interrupted. A single one is done on the thread itself.
     *
     * @return the failures, in the order of what was to be done
     */
    List<Throwable> doAll(List<? extends Runnable> work) {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        work.forEach(each -> tasks.add(new FutureTask<>(each, null)));
        if (tasks.size() == 1) {
            tasks.get(0).run();
        } else {
            awaitEnd(tasks.stream().map(this::start).toList());
        }
        return tasks.stream()
                .map(ParallelWork::failureOf)
                .filter(Objects::nonNull)
                .toList();
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(task, threadName);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitEnd(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Throwable failureOf(FutureTask<Void> ended) {
        try {
            ended.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException("what has ended is not waited for", e);
        }
    }
}
