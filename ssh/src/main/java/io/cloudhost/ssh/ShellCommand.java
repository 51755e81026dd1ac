package io.cloudhost.ssh;

import io.cloudhost.core.GuestShell.Outcome;
import io.cloudhost.core.spi.DaemonThread;
import io.cloudhost.ssh.internal.SshDialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.connection.channel.direct.Signal;
import org.jspecify.annotations.Nullable;

/** Runs a command, with nothing on its standard input, and reads what it writes. */
final class ShellCommand implements Task<Outcome> {

    private static final int LONGEST_MEBIBYTES = 8;
    private static final int LONGEST = LONGEST_MEBIBYTES * 1024 * 1024;
    private static final String MAY_GO_ON = "; it may go on there";

    private final String command;
    private final String threadName;

    /**
     * Creates a command.
     *
     * @param threadName the name of the thread that reads the standard error
     */
    ShellCommand(String command, String threadName) {
        this.command = command;
        this.threadName = threadName;
    }

    @Override
    public Outcome on(Session session, SessionFactory more) throws IOException {
        Session.Command running = session.exec(command);
        running.getOutputStream().close();
        ExecutorService second = DaemonThread.named(threadName);
        try {
            // Each stream holds back the other when nobody reads it.
            Future<String> errors = second.submit(() -> readErrors(running));
            String output = read(running.getInputStream(), "standard output");
            String errorText = result(errors);
            running.join();
            return new Outcome(status(running), output, errorText);
        } finally {
            second.shutdownNow();
        }
    }

    @Override
    public String tooLong(String account, Duration limit) {
        return "it has not ended on " + account + " within " + limit.toMillis() + " ms" + MAY_GO_ON;
    }

    @Override
    public String afterLoss() {
        return MAY_GO_ON;
    }

    private static String readErrors(Session.Command running) throws IOException {
        boolean whole = false;
        try {
            String text = read(running.getErrorStream(), "standard error");
            whole = true;
            return text;
        } finally {
            if (!whole) {
                // Or its standard output would be read for as long as it goes on.
                SshDialer.closeQuietly(running);
            }
        }
    }

    private static String read(InputStream stream, String name) throws IOException {
        byte[] bytes = stream.readNBytes(LONGEST);
        if (stream.read() >= 0) {
            throw new IOException("it wrote more than " + LONGEST_MEBIBYTES + " MiB to its " + name
                    + ". Let it write to a file, and copy that");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String result(Future<String> errors) throws IOException {
        try {
            return errors.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }

    private static int status(Session.Command ended) throws IOException {
        Integer status = ended.getExitStatus();
        if (status != null) {
            return status;
        }
        Signal signal = ended.getExitSignal();
        Integer number = signal == null ? null : numberOf(signal);
        if (number == null) {
            throw new IOException(
                    signal == null ? "it ended without a status" : "it was ended by a signal that has no known number");
        }
        return 128 + number;
    }

    /** Returns the number that POSIX gives a signal, or Linux where POSIX gives none. */
    private static @Nullable Integer numberOf(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case ILL -> 4;
            case ABRT -> 6;
            case FPE -> 8;
            case KILL -> 9;
            case USR1 -> 10;
            case SEGV -> 11;
            case USR2 -> 12;
            case PIPE -> 13;
            case ALRM -> 14;
            case TERM -> 15;
            case UNKNOWN -> null;
        };
    }
}
