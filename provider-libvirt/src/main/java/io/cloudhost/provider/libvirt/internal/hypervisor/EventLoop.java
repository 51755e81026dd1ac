package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.Libvirt.VirEventTimeoutCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Libvirt's event loop. Without it nobody answers the pings that keep a connection alive, and nobody notices that they are
 * not answered.
 *
 * <p>Static, since libvirt has one loop for the whole process and it must be there before the first connection; it cannot
 * be taken down again, so its thread is a daemon that lives as long as the process.
 */
final class EventLoop {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** What libvirt may still call, even after the connection was closed: then nothing else may hold it any more. */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private static final int NEVER = -1;
    private static final int NOW = 0;

    /** One that has not come round within so many seconds is held up by what it calls. */
    private static final long TURN_SECONDS = 1;

    private static final Queue<CountDownLatch> TURNS = new ConcurrentLinkedQueue<>();
    private static final VirEventTimeoutCallback TURN = (timer, opaque) -> endTurns(timer);

    /** Is set before the loop runs. */
    private static int turnTimer;

    private static final Thread THREAD = start();

    private EventLoop() {}

    /** Starts the loop at the first call. */
    static void ensureRunning() {
        if (!THREAD.isAlive()) {
            LOG.warn("libvirt's event loop has ended; connections that break will not be noticed");
        }
    }

    /** Keeps reachable what has native callbacks, until {@link #release}. */
    static void hold(Object owner) {
        HELD.add(owner);
    }

    static void release(Object owner) {
        HELD.remove(owner);
    }

    /**
     * Waits until the loop has done all that it had begun: until then it may hold what was deregistered meanwhile, and with
     * that the connection. Gives up after a moment, or when interrupted, and does not wait on the loop's own thread.
     */
    static void awaitTurn() {
        if (Thread.currentThread() == THREAD) {
            return;
        }
        CountDownLatch turn = new CountDownLatch(1);
        TURNS.add(turn);
        Libvirt.INSTANCE.virEventUpdateTimeout(turnTimer, NOW);
        try {
            if (!turn.await(TURN_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("libvirt's event loop is held up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endTurns(int timer) {
        // First, so that none that comes after the last look is forgotten.
        Libvirt.INSTANCE.virEventUpdateTimeout(timer, NEVER);
        for (CountDownLatch turn = TURNS.poll(); turn != null; turn = TURNS.poll()) {
            turn.countDown();
        }
    }

    private static Thread start() {
        try {
            Library.initEventLoop();
            turnTimer = Libvirt.INSTANCE.virEventAddTimeout(NEVER, TURN, null, null);
            if (turnTimer < 0) {
                throw LibvirtCall.refusal("start libvirt's event loop");
            }
        } catch (LibvirtException e) {
            throw new HypervisorException("cannot start libvirt's event loop: " + e.getMessage(), e);
        }
        Thread thread = new Thread(EventLoop::run, "cloudhost-libvirt-events");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void run() {
        try {
            while (true) {
                Library.processEvent();
            }
        } catch (LibvirtException e) {
            LOG.error("libvirt's event loop failed", e);
        }
    }
}
