package io.cloudhost.core.spi;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Make threads that do one thing after the other, and keep no process alive. */
public final class DaemonThread {

    private DaemonThread() {}

    /**
     * Make a thread, which starts with the first thing that it is to do.
     *
     * @param name the thread's name
     * @return what hands it things to do; the caller shuts it down
     */
    public static ExecutorService named(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
