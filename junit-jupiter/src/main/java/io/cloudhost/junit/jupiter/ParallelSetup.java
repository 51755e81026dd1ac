package io.cloudhost.junit.jupiter;

import java.util.List;
import java.util.concurrent.Semaphore;

/** Has hosts set up, several at a time. */
final class ParallelSetup {

    private final List<ScopedHost> hosts;
    private final int atATime;

    /**
     * Creates it.
     *
     * @param atATime how many are set up at the same time at most; at least 1
     */
    ParallelSetup(List<ScopedHost> hosts, int atATime) {
        this.hosts = hosts;
        this.atATime = atATime;
    }

    /**
     * Waits until all are up or one has failed. Then no other begins, and those that have are left to the end of their scopes: a host
     * that only this test needs is ended at once, and one that is shared goes on for the others.
     */
    void await() throws InterruptedException {
        // No condition of a lock: while a thread of JUnit's waits for one, it runs more tests than it was told to.
        Semaphore free = new Semaphore(atATime);
        for (ScopedHost host : hosts) {
            free.acquire();
            if (hasFailed()) {
                return;
            }
            host.begin(free::release);
        }
        for (int ended = 0; ended < atATime && !hasFailed(); ended++) {
            free.acquire();
        }
    }

    private boolean hasFailed() {
        return hosts.stream().anyMatch(ScopedHost::hasFailed);
    }
}
