package io.cloudhost.cli;

import static org.awaitility.Awaitility.await;

import io.cloudhost.core.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A console to which a host writes once, and which ends when the host's file is gone. */
final class FolderConsole implements Console {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String text;
    private final HostFolder folder;
    private final String host;
    private volatile boolean written;
    private volatile Consumer<String> receiver = piece -> {};

    FolderConsole(String text, HostFolder folder, String host) {
        this.text = text;
        this.folder = folder;
        this.host = host;
    }

    void write() {
        CompletableFuture.runAsync(() -> receiver.accept(text)).join();
        written = true;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public long received() {
        return text.length();
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public Following follow(Consumer<String> follower) {
        receiver = follower;
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    await().atMost(LIMIT).until(() -> written);
                    await().atMost(LIMIT).until(() -> !folder.names().contains(host));
                },
                task -> new Thread(task).start());
        return new Following() {
            @Override
            public CompletionStage<Void> end() {
                return end;
            }

            @Override
            public void close() {
                receiver = piece -> {};
                end.complete(null);
            }
        };
    }
}
