package io.cloudhost.core.spi;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Make threads that do one thing after the other, and keep no process alive. */
public final class DaemonThread {

    private static final long IDLE_SECONDS = 2;

    private DaemonThread() {}

    /**
     * Make a thread, which starts with the first thing that it is to do.
     *
     * @param name the thread's name
     * @return what hands it things to do; the caller shuts it down
     */
    public static ExecutorService named(String name) {
        return Executors.newSingleThreadExecutor(factory(name));
    }

    /**
     * Make a thread that does things at set times. It starts with the first of them, and ends by itself a moment after the
     * last one was done or cancelled; the next thing starts it again.
     *
     * @param name the thread's name
     * @return what hands it things to do; needs no end where all that repeats is cancelled
     */
    public static ScheduledExecutorService repeating(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, factory(name));
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    private static ThreadFactory factory(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
