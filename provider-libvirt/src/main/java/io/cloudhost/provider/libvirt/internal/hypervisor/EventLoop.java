package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
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
    private static final Thread THREAD = start();

    /** What libvirt may still call, even after the connection was closed: then nothing else may hold it any more. */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

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

    private static Thread start() {
        try {
            Library.initEventLoop();
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
