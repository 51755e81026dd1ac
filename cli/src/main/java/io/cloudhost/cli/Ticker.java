package io.cloudhost.cli;

import io.cloudhost.core.spi.DaemonThread;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something again and again, on a thread of its own. */
interface Ticker {

    /**
     * Begins.
     *
     * @param tick what to do; throws nothing
     * @return ends it when closed; a tick that goes on is not waited for
     */
    Ticking start(Runnable tick);

    /** Stands for what is done again and again. */
    interface Ticking extends AutoCloseable {

        @Override
        void close();
    }

    /** Returns one whose thread is there only while there is something to do, and a moment longer. */
    static Ticker every(Duration period) {
        ScheduledExecutorService thread = DaemonThread.repeating("cloudhost-progress");
        return tick -> {
            // Not at a fixed rate: a process that was stopped meanwhile, as by Ctrl-Z, would make up for all that it
            // missed.
            Future<?> ticking =
                    thread.scheduleWithFixedDelay(tick, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
            return () -> ticking.cancel(false);
        };
    }
}
