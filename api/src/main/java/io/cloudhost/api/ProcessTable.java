package io.cloudhost.api;

import io.cloudhost.core.spi.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of this machine, as Linux shows them in {@code /proc}. Other systems show nothing. */
final class ProcessTable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTable.class);

    private final Path proc;
    private final long own;

    /** Whether a process runs, as far as can be seen. */
    enum Sight {
        RUNS,
        ENDED,
        UNKNOWN
    }

    /**
     * Creates one for another place than the usual one.
     *
     * @param proc in place of {@code /proc}
     * @param own the id of this process
     */
    ProcessTable(Path proc, long own) {
        this.proc = proc;
        this.own = own;
    }

    static ProcessTable ofThisMachine() {
        return new ProcessTable(Path.of("/proc"), ProcessHandle.current().pid());
    }

    /** Returns what tells this process from all others; empty where that cannot be found out. */
    Optional<ProcessMark> ownMark() {
        try {
            ProcessStatus status = ProcessStatus.parse(Files.readString(proc.resolve("self/stat")));
            if (status.id() != own) {
                // These are the processes of another namespace than ours, which have other ids.
                return Optional.empty();
            }
            String boot =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            return Optional.of(new ProcessMark(boot, namespace(), status.start()));
        } catch (IOException | RuntimeException e) {
            LOG.debug("What tells this process from others cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * Looks for a process.
     *
     * @param id its id
     * @param start when it began, in ticks of this boot, as this process's namespaces count them
     */
    Sight look(long id, long start) {
        try {
            ProcessStatus status = ProcessStatus.parse(Files.readString(status(id)));
            return status.start() == start && !status.hasEnded() ? Sight.RUNS : Sight.ENDED;
        } catch (NoSuchFileException e) {
            // Where the processes of other users are hidden (hidepid), so is the first one.
            return isVisible(1) ? Sight.ENDED : Sight.UNKNOWN;
        } catch (IOException | RuntimeException e) {
            LOG.debug("Whether the process {} runs cannot be seen: {}", id, e.toString());
            return Sight.UNKNOWN;
        }
    }

    private boolean isVisible(long id) {
        try {
            return !Files.readString(status(id)).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Process ids are counted in the one; the time since the boot in the other, where there is one. */
    private String namespace() throws IOException {
        String processes = Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
        Path time = proc.resolve("self/ns/time");
        return Files.isSymbolicLink(time) ? processes + " " + Files.readSymbolicLink(time) : processes;
    }

    private Path status(long id) {
        return proc.resolve(id + "/stat");
    }
}
