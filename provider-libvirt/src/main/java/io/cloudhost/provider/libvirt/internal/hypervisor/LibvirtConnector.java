package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirErrorCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Open connections through libvirt's client library. */
public final class LibvirtConnector implements HypervisorConnector {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnector.class);

    /** How long opening may take; a login over SSH to a busy machine is the slowest part. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A ping after so many seconds of silence; the connection counts as broken after as many unanswered ones. */
    private static final int PING_SECONDS = 5;

    private static final int UNANSWERED_PINGS = 5;

    /**
     * Replaces libvirt's own handler, which prints every error to the standard error stream; each error also comes back
     * as an exception. A constant, since libvirt keeps calling it for as long as the process lives.
     */
    private static final VirErrorCallback QUIET = (userData, error) -> LOG.debug("libvirt: {}", error.message);

    private final Duration limit;
    private final ConnectionCount count = new ConnectionCount();

    /**
     * What was given up and may still come, one for each URL. Whoever connects next waits for it: a libvirtd that accepts
     * connections and is silent would else be given another, and a thread here, at each attempt.
     */
    private final Map<ConnectionUrl, CompletableFuture<LibvirtConnection>> abandoned = new HashMap<>();

    /** Create a connector. Loads no native library yet. */
    public LibvirtConnector() {
        this(LIMIT);
    }

    LibvirtConnector(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Hypervisor connect(ConnectionUrl url) {
        try {
            Connect.setErrorCallback(QUIET);
            EventLoop.ensureRunning();
            LibvirtConnection connect = openInTime(url);
            keepAlive(connect, url);
            return DeferredClose.of(LimitedCalls.of(new LibvirtHypervisor(connect, count), url), url);
        } catch (LibvirtException e) {
            throw failure(url, LibvirtCall.messageOf(e), e);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw notLoaded(e);
        }
    }

    /** Returns what counts the connections of this connector. */
    ConnectionCount count() {
        return count;
    }

    private LibvirtConnection openInTime(ConnectionUrl url) throws LibvirtException {
        CompletableFuture<LibvirtConnection> opening = begin(url);
        try {
            return opening.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon(url, opening);
            throw failure(url, "no answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            abandon(url, opening);
            Thread.currentThread().interrupt();
            throw new HypervisorException("interrupted while connecting to libvirt at " + url, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LibvirtException refused) {
                throw refused;
            }
            throw new IllegalStateException("connecting to libvirt at " + url + " failed unexpectedly", e.getCause());
        }
    }

    /** Opens on a thread of its own: the native call has no limit and cannot be interrupted. */
    private CompletableFuture<LibvirtConnection> begin(ConnectionUrl url) {
        CompletableFuture<LibvirtConnection> earlier = takeAbandoned(url);
        if (earlier != null) {
            return earlier;
        }
        CompletableFuture<LibvirtConnection> opening = new CompletableFuture<>();
        Thread opener = new Thread(() -> open(url, opening), "cloudhost-libvirt-open");
        opener.setDaemon(true);
        opener.start();
        return opening;
    }

    private static void open(ConnectionUrl url, CompletableFuture<LibvirtConnection> opening) {
        try {
            opening.complete(new LibvirtConnection(url.toOpen()));
        } catch (LibvirtException | RuntimeException | Error e) {
            opening.completeExceptionally(e);
        }
    }

    private synchronized @Nullable CompletableFuture<LibvirtConnection> takeAbandoned(ConnectionUrl url) {
        return abandoned.remove(url);
    }

    /** Has it closed when it comes, unless somebody takes it before that. */
    private void abandon(ConnectionUrl url, CompletableFuture<LibvirtConnection> opening) {
        boolean kept = leave(url, opening);
        var unused = opening.whenComplete((connection, failure) -> {
            boolean nobodys = !kept || forget(url, opening);
            if (nobodys && connection != null) {
                new LibvirtHypervisor(connection, count).close();
            }
        });
    }

    private synchronized boolean leave(ConnectionUrl url, CompletableFuture<LibvirtConnection> opening) {
        return abandoned.putIfAbsent(url, opening) == null;
    }

    private synchronized boolean forget(ConnectionUrl url, CompletableFuture<LibvirtConnection> opening) {
        return abandoned.remove(url, opening);
    }

    private static void keepAlive(Connect connect, ConnectionUrl url) {
        try {
            connect.setKeepAlive(PING_SECONDS, UNANSWERED_PINGS);
        } catch (LibvirtException e) {
            // Drivers within the process have no connection that could break.
            LOG.debug("{} needs no pings: {}", url, e.getMessage());
        }
    }

    private static HypervisorException notLoaded(LinkageError e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new HypervisorException(
                "cannot load libvirt's client library (" + reason + ")",
                reason.contains("JNA") || reason.contains("jnidispatch")
                        ? "JNA, which loads it, has a library of its own, which it unpacks. If nothing can be run from"
                                + " the folder for temporary files, give it another one: -Djna.tmpdir=FOLDER"
                        : "Install it: libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora",
                e);
    }

    private static HypervisorException failure(ConnectionUrl url, String reason, Exception cause) {
        return new HypervisorException(
                "cannot connect to libvirt at " + url + ": " + reason, remedy(url, reason), cause);
    }

    static String remedy(ConnectionUrl url, String reason) {
        boolean overSsh = url.text().contains("+ssh:");
        if (reason.contains("-sock'") && reason.contains("Permission denied")) {
            // Of libvirt's socket, not of a login. Where libvirt speaks another language, the advice below says the
            // same.
            return "Let " + (overSsh ? "the account there" : "this account")
                    + " use libvirt, with a new login after it: sudo usermod -aG libvirt "
                    + (overSsh ? url.user().orElse("ACCOUNT") : System.getProperty("user.name", "ACCOUNT"));
        }
        return overSsh
                ? "Check that 'ssh' logs in there without asking, and that the account may use libvirt (group libvirt)"
                : "Check that libvirtd runs, and that this account may use it (group libvirt)";
    }
}
