package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hypervisor behind libvirt-java. Owns the connection.
 *
 * <p>No handle of libvirt-java leaves the classes behind this one, and each is freed explicitly: the library's
 * finalizers free handles while a call still uses them, and a connection stays open while a handle of it is not freed.
 */
final class LibvirtHypervisor implements Hypervisor {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtHypervisor.class);

    private final LibvirtConnection connect;
    private final ConnectionCount count;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LibvirtDomains domains;
    private final LibvirtAddresses addresses;
    private final LibvirtNetworks networks;
    private final LibvirtWatches watches;
    private final LibvirtStorage storage;
    private final LibvirtConsoles consoles;
    private final LibvirtReports reports;
    private final LibvirtScreens screens;
    private final LibvirtCapabilities capabilities;

    LibvirtHypervisor(LibvirtConnection connect, ConnectionCount count) {
        this.connect = connect;
        this.count = count;
        count.opened();
        this.domains = new LibvirtDomains(connect);
        this.addresses = new LibvirtAddresses(connect);
        this.networks = new LibvirtNetworks(connect);
        this.watches = new LibvirtWatches(connect);
        this.storage = new LibvirtStorage(connect);
        this.consoles = new LibvirtConsoles(connect, WaitableClock.system());
        this.reports = new LibvirtReports(connect);
        this.screens = new LibvirtScreens(connect);
        this.capabilities = new LibvirtCapabilities(connect);
    }

    @Override
    public List<String> domainNames() {
        return domains.names();
    }

    @Override
    public List<DomainDescription> runningDomains() {
        return domains.running();
    }

    @Override
    public Optional<DomainDescription> domain(String name) {
        return domains.describe(name);
    }

    @Override
    public String domainXmlWithSecrets(String name) {
        return domains.xmlWithSecrets(name);
    }

    @Override
    public Optional<DomainState> state(UUID uuid) {
        return domains.state(uuid);
    }

    @Override
    public List<AddressReports.Report> interfaceAddresses(UUID uuid, AddressReports.Source source) {
        return addresses.read(uuid, source);
    }

    @Override
    public boolean isNetworkStarted(String name) {
        return networks.isStarted(name);
    }

    @Override
    public Optional<Network> network(String name) {
        return networks.network(name);
    }

    @Override
    public Optional<Boolean> hasInterface(String name) {
        return networks.hasInterface(name);
    }

    @Override
    public Optional<Boolean> hasKvm(String xml) {
        return capabilities.hasKvm(xml);
    }

    @Override
    public String version() {
        return capabilities.version();
    }

    @Override
    public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
        return watches.watch(uuid, whenEnded);
    }

    @Override
    public DomainWatch listen(UUID uuid, Consumer<String> whenHappened) {
        return watches.listen(uuid, whenHappened);
    }

    @Override
    public Optional<DomainReport> report(UUID uuid) {
        return reports.report(uuid);
    }

    @Override
    public Screenshot screenshot(UUID uuid) {
        return screens.screenshot(uuid);
    }

    @Override
    public Optional<Long> diskCapacity(String name, String target) {
        return domains.diskCapacity(name, target);
    }

    @Override
    public Optional<SelectedFirmware> selectedFirmware(String xml) {
        return domains.nativeForm(xml).flatMap(QemuArguments::firmware);
    }

    @Override
    public FolderSharing folderSharing(String xml) {
        return capabilities.folderSharing(xml);
    }

    @Override
    public Optional<Volume> volumeAt(String path) {
        return storage.volumeAt(path);
    }

    @Override
    public Optional<Volume> volume(String pool, String name) {
        return storage.volume(pool, name);
    }

    @Override
    public Optional<Pool> pool(String name) {
        return storage.pool(name);
    }

    @Override
    public List<Pool> pools() {
        return storage.pools();
    }

    @Override
    public void refreshPool(String name) {
        storage.refresh(name);
    }

    @Override
    public void define(String xml) {
        domains.define(xml);
    }

    @Override
    public void start(UUID uuid, StartOption... options) {
        domains.start(uuid, Set.of(options));
    }

    @Override
    public void resume(UUID uuid) {
        domains.resume(uuid);
    }

    @Override
    public ConsoleReading readConsole(UUID uuid, ConsoleReceiver receiver) {
        return consoles.read(uuid, receiver);
    }

    @Override
    public void shutdown(UUID uuid) {
        domains.shutdown(uuid);
    }

    @Override
    public void destroy(UUID uuid) {
        domains.destroy(uuid);
    }

    @Override
    public void undefine(UUID uuid) {
        domains.undefine(uuid);
    }

    @Override
    public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
        domains.setMetadata(uuid, xml, prefix, namespace);
    }

    @Override
    public String createVolume(String pool, String xml) {
        return storage.create(pool, xml);
    }

    @Override
    public void deleteVolume(String pool, String name) {
        storage.delete(pool, name);
    }

    @Override
    public String fingerprint(String pool, String name) throws InterruptedException {
        return storage.fingerprint(pool, name);
    }

    @Override
    public boolean isAlive() {
        try {
            return connect.isAlive();
        } catch (LibvirtException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        consoles.close();
        watches.close();
        int references = closeConnection();
        count.closed(references);
        if (references > 0) {
            LOG.warn(
                    "a connection to libvirt stays open, since {} of its handles or listeners are left: a bug in cloudhost",
                    references);
        }
    }

    private int closeConnection() {
        try {
            return connect.close();
        } catch (LibvirtException e) {
            // A connection that breaks while it is closed is closed.
            return 0;
        }
    }
}
