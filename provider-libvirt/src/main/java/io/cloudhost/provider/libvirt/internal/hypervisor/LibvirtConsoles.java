package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.WaitableClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.libvirt.LibvirtException;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consoles that are read over one connection, all by one thread, which is there while there are any.
 *
 * <p>The thread looks at intervals. Libvirtd sends by itself what comes, and the event loop takes it in; a look asks nobody,
 * so that it neither blocks nor counts among the calls that libvirtd answers. Stream events of libvirt would save the looks,
 * at the price of one more native callback for each console that must be kept until libvirt has let go of it.
 */
final class LibvirtConsoles {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConsoles.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private static final int CHUNK = 64 * 1024;

    /** One console that never stops must not keep the others from being read. */
    private static final int CHUNKS_AT_ONCE = 16;

    /** What virStreamRecv returns where nothing is there yet. */
    private static final int NOTHING_YET = -2;

    private static final int NO_FLAGS = 0;

    private final LibvirtConnection connection;
    private final WaitableClock clock;
    private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);
    private final Set<Reading> readings = new LinkedHashSet<>();
    private @Nullable Thread reader;
    private boolean closed;

    LibvirtConsoles(LibvirtConnection connection, WaitableClock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    ConsoleReading read(UUID uuid, ConsoleReceiver receiver) {
        Reading reading = new Reading(uuid, open(uuid), receiver);
        if (!begin(reading)) {
            reading.close();
        }
        return reading;
    }

    /** Ends what is still read and would keep the connection open. */
    void close() {
        end().forEach(Reading::close);
    }

    private StreamPointer open(UUID uuid) {
        String what = "open the console of the domain " + uuid;
        DomainPointer domain = connection.domain(uuid, what);
        try {
            StreamPointer stream = connection.nonBlockingStream(what);
            try {
                ConsoleDevice.openFirst(device -> open(domain, device, stream, what));
            } catch (RuntimeException | Error e) {
                Libvirt.INSTANCE.virStreamFree(stream);
                throw e;
            }
            return stream;
        } finally {
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    private static void open(DomainPointer domain, @Nullable String device, StreamPointer stream, String what) {
        if (UnboundCalls.LIBVIRT.virDomainOpenConsole(domain, device, stream, NO_FLAGS) != 0) {
            throw LibvirtCall.refusal(what);
        }
    }

    private synchronized boolean begin(Reading reading) {
        if (closed) {
            return false;
        }
        readings.add(reading);
        if (reader == null) {
            reader = new Thread(this::readAll, "cloudhost-libvirt-consoles");
            reader.setDaemon(true);
            reader.start();
        }
        // Where one is there already, it does for this too.
        var unused = nudges.offer(true);
        return true;
    }

    private synchronized List<Reading> end() {
        closed = true;
        return List.copyOf(readings);
    }

    private synchronized void forget(Reading reading) {
        readings.remove(reading);
    }

    /** Returns what is to be read; empty when the thread that asks is to end. */
    private synchronized List<Reading> present() {
        if (readings.isEmpty()) {
            reader = null;
        }
        return List.copyOf(readings);
    }

    private void readAll() {
        Duration pause = SHORTEST_PAUSE;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            for (List<Reading> now = present(); !now.isEmpty(); now = present()) {
                boolean anything = false;
                for (Reading reading : now) {
                    anything |= reading.readOn(chunk);
                }
                pause = anything ? SHORTEST_PAUSE : longer(pause);
                if (clock.poll(nudges, pause) != null) {
                    pause = SHORTEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            LOG.error("the thread that reads the consoles was interrupted, and reads no more", e);
        }
    }

    private boolean isAlive() {
        try {
            return connection.isAlive();
        } catch (LibvirtException e) {
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** One console. Its lock guards the stream, which is freed at most once and never while it is read. */
    private final class Reading implements ConsoleReading {

        private final UUID domain;
        private final ConsoleReceiver receiver;
        private @Nullable StreamPointer stream;

        Reading(UUID domain, StreamPointer stream, ConsoleReceiver receiver) {
            this.domain = domain;
            this.stream = stream;
            this.receiver = receiver;
        }

        /** Hands over what has come. Returns whether anything has. */
        boolean readOn(ByteBuffer chunk) {
            boolean anything = false;
            try {
                for (int chunks = 0; chunks < CHUNKS_AT_ONCE; chunks++) {
                    int size = receive(chunk);
                    if (size == NOTHING_YET) {
                        break;
                    }
                    anything = true;
                    if (size <= 0) {
                        end(size);
                        break;
                    }
                    byte[] bytes = new byte[size];
                    chunk.get(0, bytes);
                    receiver.received(bytes);
                }
            } catch (RuntimeException | Error e) {
                // The other consoles are still to be read.
                LOG.error("the console of the domain {} is not read any more", domain, e);
                close();
            }
            return anything;
        }

        private synchronized int receive(ByteBuffer chunk) {
            return stream == null
                    ? NOTHING_YET
                    : Libvirt.INSTANCE.virStreamRecv(stream, chunk, new SizeT(chunk.capacity()));
        }

        /** Nothing is said where the connection is lost: whoever replaces it opens the console anew. */
        private void end(int size) {
            if (size == 0) {
                close();
                receiver.ended();
                return;
            }
            String reason = String.valueOf(LibvirtCall.refusal("read the console of the domain " + domain)
                    .getMessage());
            close();
            if (isAlive()) {
                receiver.failed(reason);
            }
        }

        @Override
        public void close() {
            forget(this);
            free();
        }

        private synchronized void free() {
            if (stream != null) {
                // Libvirt refuses to abort what has ended or failed.
                Libvirt.INSTANCE.virStreamAbort(stream);
                Libvirt.INSTANCE.virStreamFree(stream);
                stream = null;
            }
        }
    }
}
