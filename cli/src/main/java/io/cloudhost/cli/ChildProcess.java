package io.cloudhost.cli;

import io.cloudhost.core.CloudHostException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command with our standard streams. Run once by one thread, and ended by any other at any time, also before. */
final class ChildProcess {

    private static final long SECONDS_TO_END = 5;

    private final List<String> command;

    private @Nullable Process process;
    private boolean ended;

    ChildProcess(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * Runs the command to its end.
     *
     * @param environment what is set for it on top of our own environment
     * @return its exit status
     * @throws CloudHostException when it cannot be started
     */
    int run(Map<String, String> environment) {
        Process started = start(environment);
        try {
            return started.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudHostException("interrupted while '" + command.get(0) + "' was running", e);
        } finally {
            end();
        }
    }

    /** Ends the command and what it has started: first politely, then by force. */
    void end() {
        Process running = stop();
        if (running == null || !running.isAlive()) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(Stream.of(running.toHandle()), running.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, SECONDS_TO_END, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private synchronized Process start(Map<String, String> environment) {
        if (ended) {
            throw new CloudHostException("'" + command.get(0) + "' is not run: the process is ending");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        try {
            Process started = builder.start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new CloudHostException("the command does not start: " + e.getMessage(), e);
        }
    }

    private synchronized @Nullable Process stop() {
        ended = true;
        return process;
    }
}
