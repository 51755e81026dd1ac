package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.WaitableClock;
import java.util.HashMap;
import java.util.Map;

/**
 * Share connections: all that connect to one URL use the same connection, which is opened for the first and closed after the
 * last of them, and replaced when it is lost. Thread-safe.
 *
 * <p>The lock guards the maps alone; nothing is opened or closed while it is held.
 */
public final class SharedConnections implements HypervisorConnector {

    private final HypervisorConnector connector;
    private final WaitableClock clock;
    private final ReconnectTerms terms;

    private final Map<ConnectionUrl, SharedConnection> connections = new HashMap<>();

    /** How many use a connection; a connection that could not be opened is here until the last has heard of it. */
    private final Map<SharedConnection, Integer> users = new HashMap<>();

    SharedConnections(HypervisorConnector connector, WaitableClock clock, ReconnectTerms terms) {
        this.connector = connector;
        this.clock = clock;
        this.terms = terms;
    }

    /**
     * Return the connections that everybody in this process shares.
     *
     * @return the same each time; loads no native library yet
     */
    public static SharedConnections ofThisProcess() {
        return Holder.CONNECTIONS;
    }

    /**
     * Static, since providers are made wherever services are looked up and have no one owner, while a connection for each of
     * them would be many to one libvirtd. Nothing is open in it that is not in use.
     */
    private static final class Holder {
        static final SharedConnections CONNECTIONS =
                new SharedConnections(new LibvirtConnector(), WaitableClock.system(), ReconnectTerms.STANDARD);
    }

    @Override
    public Hypervisor connect(ConnectionUrl url) {
        SharedConnection connection = join(url);
        try {
            connection.awaitOpening();
        } catch (RuntimeException | Error e) {
            leave(url, connection);
            throw e;
        }
        return Share.of(url, connection, () -> leave(url, connection));
    }

    private synchronized SharedConnection join(ConnectionUrl url) {
        SharedConnection connection = connections.get(url);
        if (connection == null || connection.isRefused()) {
            connection = new SharedConnection(url, connector, clock, terms);
            connections.put(url, connection);
            connection.open();
        }
        users.merge(connection, 1, Integer::sum);
        return connection;
    }

    private void leave(ConnectionUrl url, SharedConnection connection) {
        if (isLastToLeave(url, connection)) {
            connection.close();
        }
    }

    private synchronized boolean isLastToLeave(ConnectionUrl url, SharedConnection connection) {
        boolean last = users.computeIfPresent(connection, (key, count) -> count == 1 ? null : count - 1) == null;
        if (last) {
            connections.remove(url, connection);
        }
        return last;
    }
}
