package io.cloudhost.core.evidence;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.DaemonThread;
import io.cloudhost.core.spi.EvidenceItem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Finds out what there is for a folder, all at the same time, each on a thread of its own: one that hangs keeps nothing else
 * from the folder. Used once, by one thread, which alone writes.
 */
final class Gathering {

    private final EvidenceFolder folder;
    private final WaitableClock clock;
    private final BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
    private final Map<String, String> verdicts = new TreeMap<>();

    Gathering(EvidenceFolder folder, WaitableClock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Gathers what can be had in time. A thread that is interrupted gathers no longer, and stays interrupted.
     *
     * @return what became of each file, for people
     */
    Map<String, String> gather(List<EvidenceItem> items, Duration limit) {
        String late = "not there: it could not be had in " + limit.toMillis() / 1000.0 + " s";
        items.forEach(item -> verdicts.put(item.file(), late));
        Instant start = clock.now();
        List<ExecutorService> threads = items.stream().map(this::begin).toList();
        try {
            for (int left = items.size(); left > 0; left--) {
                Runnable result = clock.poll(results, limit.minus(clock.since(start)));
                if (result == null) {
                    break;
                }
                result.run();
            }
        } catch (InterruptedException e) {
            verdicts.replaceAll((file, verdict) ->
                    verdict.equals(late) ? "not there: the thread that gathered it was interrupted" : verdict);
            Thread.currentThread().interrupt();
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
        return verdicts;
    }

    private ExecutorService begin(EvidenceItem item) {
        ExecutorService thread = DaemonThread.named("cloudhost-evidence-" + item.file());
        thread.execute(() -> {
            try {
                byte[] content = item.content().read();
                results.add(() -> write(item.file(), content));
            } catch (Throwable e) {
                // On this thread nobody else hears of it.
                results.add(() -> verdicts.put(item.file(), "not there: " + CloudHostException.describe(e)));
            }
        });
        return thread;
    }

    private void write(String file, byte[] content) {
        try {
            folder.write(file, content);
            verdicts.put(file, content.length + " bytes");
        } catch (IOException e) {
            verdicts.put(file, "could not be written: " + e);
        }
    }
}
