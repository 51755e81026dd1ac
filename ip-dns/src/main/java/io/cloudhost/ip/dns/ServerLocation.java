package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds a server that may be given by name.
 *
 * <p>This computer's resolver can neither be interrupted nor told how long it may take, so it is called on a thread of its
 * own; waiting for that has a limit. While one call hangs, no other one is made.
 */
final class ServerLocation {

    private final ServerAddress address;
    private final Resolver resolver;
    private @Nullable CompletableFuture<InetSocketAddress> latest;

    ServerLocation(ServerAddress address, Resolver resolver) {
        this.address = address;
        this.resolver = resolver;
    }

    /** A future of the caller's own: ending it ends nobody else's. */
    synchronized CompletableFuture<InetSocketAddress> find() {
        CompletableFuture<InetSocketAddress> call = latest;
        if (call == null || call.isDone()) {
            call = start();
            latest = call;
        }
        return call.copy();
    }

    private CompletableFuture<InetSocketAddress> start() {
        CompletableFuture<InetSocketAddress> call = new CompletableFuture<>();
        if (IpLiteral.parse(address.host()).isPresent()) {
            resolve(call);
        } else {
            Thread thread = new Thread(() -> resolve(call), "cloudhost-dns-server-" + address.host());
            thread.setDaemon(true);
            thread.start();
        }
        return call;
    }

    private void resolve(CompletableFuture<InetSocketAddress> call) {
        try {
            call.complete(new InetSocketAddress(resolver.resolve(address.host()), address.port()));
        } catch (UnknownHostException e) {
            call.completeExceptionally(
                    UnusableAnswerException.forNow("this computer cannot resolve the name of the DNS server"));
        } catch (RuntimeException | Error e) {
            // Whoever waits must hear of it.
            call.completeExceptionally(e);
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }

    /** Resolves a host's name or address. */
    @FunctionalInterface
    interface Resolver {
        InetAddress resolve(String host) throws UnknownHostException;
    }
}
