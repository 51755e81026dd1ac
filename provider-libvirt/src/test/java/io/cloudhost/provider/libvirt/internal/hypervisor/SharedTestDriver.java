package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.WaitableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Libvirt's in-process driver behind shared and counted connections, with the domain {@code tiny-base} and its disks. */
public final class SharedTestDriver implements AutoCloseable {

    private final LibvirtConnector connector = new LibvirtConnector();
    private final SharedConnections connections =
            new SharedConnections(connector, WaitableClock.system(), ReconnectTerms.STANDARD);
    private final ConnectionUrl url;
    private final Hypervisor hypervisor;

    public SharedTestDriver(Path folder) {
        Path node = folder.resolve("shared-node.xml");
        try {
            Files.writeString(node, TestDriver.resource("test-node.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        url = new ConnectionUrl("test://" + node);
        hypervisor = connections.connect(url);
        TestDriver.createVolume(hypervisor, "default", "tiny-base.qcow2", "qcow2");
        TestDriver.createVolume(hypervisor, "second", "data.raw", "raw");
        hypervisor.define(TestDriver.resource("base.xml"));
    }

    public ConnectionUrl url() {
        return url;
    }

    public HypervisorConnector connector() {
        return connections;
    }

    /** Returns a share of the connection; as long as it is open, the domains are there. */
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    /** Returns how many connections are open. */
    public int openConnections() {
        return connector.count().open();
    }

    /** Returns how many connections could not be closed, since something of theirs was not freed. */
    public int keptConnections() {
        return connector.count().kept();
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
