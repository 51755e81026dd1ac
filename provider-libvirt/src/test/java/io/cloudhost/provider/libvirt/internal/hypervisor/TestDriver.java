package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.WaitableClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;

/**
 * A hypervisor of its own for each test: libvirt's in-process {@code test:///} driver, with three storage pools and the
 * domain {@code tiny-base} with two disks.
 */
public final class TestDriver implements AutoCloseable {

    public static final UUID BASE = UUID.fromString("e57dc731-97df-4eac-9636-1e34597dfa4a");

    private final LibvirtConnection connect;
    private final Hypervisor hypervisor;
    private final AtomicInteger open = new AtomicInteger();

    public TestDriver(Path folder) {
        Path node = folder.resolve("test-node.xml");
        try {
            Files.writeString(node, resource("test-node.xml"));
            EventLoop.ensureRunning();
            connect = new LibvirtConnection("test://" + node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LibvirtException e) {
            throw new IllegalStateException(e);
        }
        hypervisor = new LibvirtHypervisor(connect, new ConnectionCount());
        createVolume("default", "tiny-base.qcow2", "qcow2");
        createVolume("second", "data.raw", "raw");
        hypervisor.define(resource("base.xml"));
    }

    public Hypervisor hypervisor() {
        return hypervisor;
    }

    LibvirtConnection connect() {
        return connect;
    }

    /** Returns a connector whose connections lead to the same place, are counted, and are of no use once closed. */
    public HypervisorConnector connector() {
        return url -> {
            open.incrementAndGet();
            AtomicBoolean closed = new AtomicBoolean();
            return (Hypervisor) Proxy.newProxyInstance(
                    TestDriver.class.getClassLoader(),
                    new Class<?>[] {Hypervisor.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            if (!closed.getAndSet(true)) {
                                open.decrementAndGet();
                            }
                            return null;
                        }
                        if (method.getName().equals("isAlive")) {
                            return !closed.get();
                        }
                        if (closed.get()) {
                            throw new HypervisorException("the connection is closed", null);
                        }
                        try {
                            return method.invoke(hypervisor, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    /** Returns a connector that shares and replaces the connections of another one, as that of a process does. */
    public static HypervisorConnector sharing(HypervisorConnector connector) {
        return new SharedConnections(connector, WaitableClock.system(), ReconnectTerms.STANDARD);
    }

    public int openConnections() {
        return open.get();
    }

    public void createVolume(String pool, String name, String format) {
        createVolume(hypervisor, pool, name, format);
    }

    static void createVolume(Hypervisor hypervisor, String pool, String name, String format) {
        hypervisor.createVolume(
                pool,
                "<volume><name>" + name + "</name><capacity unit='bytes'>1048576</capacity><allocation>0</allocation>"
                        + "<target><format type='" + format + "'/></target></volume>");
    }

    public void startAndSave(String name) {
        change(() -> {
            Domain domain = connect.domainLookupByName(name);
            domain.create();
            domain.managedSave();
            domain.free();
        });
    }

    public void createVolumeOn(String pool, String name, String backingPath) {
        hypervisor.createVolume(
                pool,
                "<volume><name>" + name + "</name><capacity unit='bytes'>1048576</capacity><allocation>0</allocation>"
                        + "<target><format type='qcow2'/></target><backingStore><path>" + backingPath
                        + "</path><format type='qcow2'/></backingStore></volume>");
    }

    /** Runs a domain that has no definition. */
    public void run(String name, String devices) {
        change(() -> connect.domainCreateXML(
                        "<domain type='test'><name>" + name + "</name><memory>1024</memory><os><type>hvm</type></os>"
                                + "<devices>" + devices + "</devices></domain>",
                        0)
                .free());
    }

    /** Defines a pool and does not start it. */
    public void definePool(String name) {
        change(() -> connect.storagePoolDefineXML(
                        "<pool type='dir'><name>" + name + "</name><target><path>/" + name + "</path></target></pool>",
                        0)
                .free());
    }

    public void stopPool(String name) {
        change(() -> {
            StoragePool pool = connect.storagePoolLookupByName(name);
            pool.destroy();
            pool.free();
        });
    }

    public void undefinePool(String name) {
        change(() -> {
            StoragePool pool = connect.storagePoolLookupByName(name);
            pool.destroy();
            pool.undefine();
            pool.free();
        });
    }

    private interface Change {
        void make() throws LibvirtException;
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (LibvirtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lists the volumes of all pools, which the adapter itself never needs to. */
    public List<String> volumeNames() {
        try {
            List<String> names = new ArrayList<>();
            for (String name : connect.listStoragePools()) {
                StoragePool pool = connect.storagePoolLookupByName(name);
                names.addAll(List.of(pool.listVolumes()));
                pool.free();
            }
            return names;
        } catch (LibvirtException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String resource(String name) {
        try (InputStream stream = TestDriver.class.getResourceAsStream("/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
