package io.cloudhost.api.plugins;

import io.cloudhost.api.plugins.FileHostProvider.Hanging;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.ProviderContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Writes a file when it is set up, and deletes it when it is torn down. */
final class FileHost implements CloudHost {

    private final Path file;
    private final Hanging hanging;
    private final HostLifecycle lifecycle;

    FileHost(String label, Path file, Hanging hanging, ProviderContext context) {
        this.file = file;
        this.hanging = hanging;
        this.lifecycle = new HostLifecycle(label, List.of(new Write()), context.listener(), context.clock());
    }

    @Override
    public void setup() {
        lifecycle.setup();
    }

    @Override
    public void teardown() {
        lifecycle.teardown();
    }

    @Override
    public String getHostName() {
        lifecycle.requireUp();
        return file.toString();
    }

    @Override
    public int getPort(int port) {
        return lifecycle.directPort(port);
    }

    private final class Write implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.CLONE;
        }

        @Override
        public String perform() throws InterruptedException {
            try {
                Files.writeString(file, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (hanging == Hanging.SETUP) {
                new CountDownLatch(1).await();
            }
            return "";
        }

        @Override
        public void undo() {
            while (hanging == Hanging.TEARDOWN) {
                Thread.onSpinWait();
            }
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
