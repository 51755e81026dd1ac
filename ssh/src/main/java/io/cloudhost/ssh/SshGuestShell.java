package io.cloudhost.ssh;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.ssh.internal.Excerpt;
import io.cloudhost.ssh.internal.SshFailureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** Runs commands and copies files over SSH. */
final class SshGuestShell implements GuestShell {

    private final GuestConnection connection;
    private final Duration patience;

    /**
     * Creates a shell.
     *
     * @param connection closed with this shell
     * @param patience how long a command may take, and a copy stand still
     */
    SshGuestShell(GuestConnection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    @Override
    public Outcome run(String command) {
        return run(command, patience);
    }

    @Override
    public Outcome run(String command, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("not a time limit: " + limit + ". It must be more than nothing");
        }
        Deadline deadline = Deadline.in(limit);
        ShellCommand task = new ShellCommand(command, connection.threadName());
        return use(
                "running \"" + Excerpt.of(command) + "\" in the machine",
                () -> connection.use(deadline, () -> deadline, task));
    }

    @Override
    public void copyTo(Path local, String remote) {
        use("copying " + local + " to " + Excerpt.of(remote) + " in the machine", () -> {
            LocalFile source = new LocalFile(local);
            source.checkSource();
            RemotePath target = RemotePath.ofNew(remote);
            return copy(progress -> new Upload(source, target, progress));
        });
    }

    @Override
    public void copyFrom(String remote, Path local) {
        use("copying " + Excerpt.of(remote) + " in the machine to " + local, () -> {
            RemotePath source = RemotePath.of(remote);
            LocalFile target = new LocalFile(local);
            target.checkTarget();
            return copy(progress -> new Download(source, target, progress));
        });
    }

    private boolean copy(Function<Progress, Copy.Way> way) throws InterruptedException {
        Progress progress = new Progress(patience, WaitableClock.system());
        return connection.use(Deadline.in(patience), progress::begun, new Copy(way.apply(progress)));
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> T use(String attempt, Use<T> use) {
        if (connection.isClosed()) {
            throw new IllegalStateException(attempt + " is not possible any more: the host is torn down");
        }
        try {
            return use.go();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuestShellException(attempt + " was interrupted", false, e);
        } catch (SshFailureException e) {
            if (connection.isClosed()) {
                throw new GuestShellException(attempt + " was ended: the host is torn down", true, e);
            }
            throw new GuestShellException(attempt + " failed: " + e.getMessage(), e.isPermanent(), e);
        }
    }

    private interface Use<T> {
        T go() throws InterruptedException;
    }
}
