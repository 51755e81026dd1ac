package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.DaemonThread;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Renews the records of clones, again and again: on one thread per URL, so that a hypervisor that does not answer holds up
 * only its own. A thread ends by itself when its last clone is gone. Thread-safe.
 */
final class Renewals {

    private final Map<ConnectionUrl, ScheduledExecutorService> threads = new ConcurrentHashMap<>();

    /**
     * Repeats a renewal until it is cancelled.
     *
     * @param interval from the end of one to the beginning of the next, and before the first
     * @param renewal throws nothing, or it would be the last
     */
    Future<?> repeat(ConnectionUrl url, Duration interval, Runnable renewal) {
        return threads.computeIfAbsent(url, key -> DaemonThread.repeating("cloudhost-renewal"))
                .scheduleWithFixedDelay(renewal, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }
}
