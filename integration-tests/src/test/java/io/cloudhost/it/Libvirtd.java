package io.cloudhost.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The lab's libvirtd, which can be ended and started again while guests run. */
final class Libvirtd {

    private static final Path PROCESS_ID = Path.of("/run/libvirtd.pid");

    /** Where clones are bound to a connection, it ends them one after another before it ends itself. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Libvirtd() {}

    /** How a process is ended. */
    enum Signal {
        /** In order: those who listen are disconnected, and what is bound to them is ended. */
        TERM,
        /** Like a crash. */
        KILL
    }

    /** Ends it, starts another one, and waits until that answers. */
    static void restart(Signal signal) {
        ProcessHandle process = process();
        boolean told = signal == Signal.KILL ? process.destroyForcibly() : process.destroy();
        if (!told) {
            throw new IllegalStateException("libvirtd does not take a signal");
        }
        // Another namespace's process reaps it, so that nothing tells of its end.
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive());
        Command.run(List.of("libvirtd", "--daemon")).orThrow();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Command.run(List.of("virsh", "-q", "-c", "qemu:///system", "version"))
                                .status()
                        == 0);
    }

    private static ProcessHandle process() {
        try {
            long id = Long.parseLong(Files.readString(PROCESS_ID).strip());
            return ProcessHandle.of(id).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
