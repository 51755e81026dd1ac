package io.cloudhost.testkit;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.spi.GuestEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell that does all that the contract asks, in a machine that is this computer. Subclasses break the contract. */
class LocalShell implements GuestShell {

    private static final Duration LONGEST = Duration.ofDays(1);

    final Secret password;
    private final GuestEndpoint endpoint;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LocalShell(Secret password, GuestEndpoint endpoint) {
        this.password = password;
        this.endpoint = endpoint;
    }

    @Override
    public Outcome run(String command) {
        return run(command, LONGEST);
    }

    @Override
    public Outcome run(String command, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("not a limit: " + limit);
        }
        connect();
        try {
            return await(command, limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
        } catch (IOException e) {
            throw new GuestShellException("running \"" + command + "\" failed", false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuestShellException("running \"" + command + "\" was interrupted", false, e);
        }
    }

    private Outcome await(String command, Duration limit) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Path output = Files.createTempFile("shell", ".out");
        Path errors = Files.createTempFile("shell", ".err");
        // A test may leave a command to its thread, which the end of the JVM cuts short.
        output.toFile().deleteOnExit();
        errors.toFile().deleteOnExit();
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        running.add(process);
        try {
            if (closed || !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || closed) {
                throw new GuestShellException("\"" + command + "\" has not ended in time", false, null);
            }
            return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            running.remove(process);
            process.destroyForcibly();
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    @Override
    public void copyTo(Path local, String remote) {
        connect();
        copy(local, Path.of(remote));
    }

    @Override
    public void copyFrom(String remote, Path local) {
        connect();
        copy(Path.of(remote), local);
    }

    final void connect() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        // Throws while there is no address.
        endpoint.hostName();
    }

    void copy(Path from, Path to) {
        try {
            if (!Files.isDirectory(from)) {
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                return;
            }
            enter(to);
            try (Stream<Path> children = Files.list(from)) {
                children.toList()
                        .forEach(child ->
                                copy(child, to.resolve(from.relativize(child).toString())));
            }
        } catch (IOException e) {
            throw new GuestShellException("copying " + from + " to " + to + " failed", false, e);
        }
    }

    void enter(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            Files.delete(folder);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Process::destroyForcibly);
    }
}
