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
     * Does all of them, and waits until all have ended, whatever fails. Not disturbed by an interrupt: the thread stays interrupted.
     *
     * @return the failures, in the order of what was to be done
     */
    List<Throwable> doAll(List<? extends Runnable> work) {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        work.forEach(each -> tasks.add(new FutureTask<>(each, null)));
        tasks.forEach(this::start);
        return tasks.stream()
                .map(ParallelWork::awaitFailure)
                .filter(Objects::nonNull)
                .toList();
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    private static @Nullable Throwable awaitFailure(FutureTask<Void> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
