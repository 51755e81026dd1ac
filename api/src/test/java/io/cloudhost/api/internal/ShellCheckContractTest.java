package io.cloudhost.api.internal;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.AskingReadinessCheckContract;
import io.cloudhost.testkit.FakeEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

class ShellCheckContractTest extends AskingReadinessCheckContract {

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile int status = 1;
    private volatile boolean silent;

    @Override
    protected ReadinessCheckProvider provider() {
        return new SshCheckProvider();
    }

    @Override
    protected void arrangeNotReady() {
        status = 1;
    }

    @Override
    protected void arrangeReady() {
        status = 0;
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        silent = true;
        return asked;
    }

    @Override
    protected ReadinessRequest machine(Duration remaining) {
        return new ReadinessRequest(
                FakeEndpoint.at("198.51.100.7"), Optional.empty(), Optional.of(new Shell()), remaining);
    }

    @Override
    protected String section() {
        return "command = \"test -e /run/ready\"";
    }

    /** Does with a command and its time what the port says. */
    private final class Shell implements GuestShell {

        @Override
        public Outcome run(String command) {
            throw new AssertionError("a look has a limit");
        }

        @Override
        public Outcome run(String command, Duration limit) {
            asked.countDown();
            if (!silent) {
                return new Outcome(status, "", "");
            }
            try {
                // Nobody ever puts anything into this queue.
                new SynchronousQueue<>().poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new GuestShellException("it has not ended", false, null);
        }

        @Override
        public void copyTo(Path local, String remote) {
            throw new AssertionError("nobody copies");
        }

        @Override
        public void copyFrom(String remote, Path local) {
            throw new AssertionError("nobody copies");
        }

        @Override
        public void close() {}
    }
}
