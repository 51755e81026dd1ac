package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A hypervisor that hands everything on to another one, for tests that change a part of it. */
public class HypervisorView implements Hypervisor {

    private final Hypervisor hypervisor;

    public HypervisorView(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    @Override
    public List<String> domainNames() {
        return hypervisor.domainNames();
    }

    @Override
    public List<DomainDescription> runningDomains() {
        return hypervisor.runningDomains();
    }

    @Override
    public Optional<DomainDescription> domain(String name) {
        return hypervisor.domain(name);
    }

    @Override
    public String domainXmlWithSecrets(String name) {
        return hypervisor.domainXmlWithSecrets(name);
    }

    @Override
    public Optional<DomainState> state(UUID uuid) {
        return hypervisor.state(uuid);
    }

    @Override
    public List<AddressReports.Report> interfaceAddresses(UUID uuid, AddressReports.Source source) {
        return hypervisor.interfaceAddresses(uuid, source);
    }

    @Override
    public boolean isNetworkStarted(String name) {
        return hypervisor.isNetworkStarted(name);
    }

    @Override
    public Optional<Network> network(String name) {
        return hypervisor.network(name);
    }

    @Override
    public Optional<Boolean> hasInterface(String name) {
        return hypervisor.hasInterface(name);
    }

    @Override
    public Optional<Boolean> hasKvm(String xml) {
        return hypervisor.hasKvm(xml);
    }

    @Override
    public String version() {
        return hypervisor.version();
    }

    @Override
    public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
        return hypervisor.watch(uuid, whenEnded);
    }

    @Override
    public Optional<Long> diskCapacity(String name, String target) {
        return hypervisor.diskCapacity(name, target);
    }

    @Override
    public FolderSharing folderSharing(String xml) {
        return hypervisor.folderSharing(xml);
    }

    @Override
    public Optional<SelectedFirmware> selectedFirmware(String xml) {
        return hypervisor.selectedFirmware(xml);
    }

    @Override
    public Optional<Volume> volumeAt(String path) {
        return hypervisor.volumeAt(path);
    }

    @Override
    public Optional<Volume> volume(String pool, String name) {
        return hypervisor.volume(pool, name);
    }

    @Override
    public Optional<Pool> pool(String name) {
        return hypervisor.pool(name);
    }

    @Override
    public List<Pool> pools() {
        return hypervisor.pools();
    }

    @Override
    public void refreshPool(String name) {
        hypervisor.refreshPool(name);
    }

    @Override
    public void define(String xml) {
        hypervisor.define(xml);
    }

    @Override
    public void start(UUID uuid, StartOption... options) {
        hypervisor.start(uuid, options);
    }

    @Override
    public void resume(UUID uuid) {
        hypervisor.resume(uuid);
    }

    @Override
    public DomainWatch listen(UUID uuid, Consumer<String> whenHappened) {
        return hypervisor.listen(uuid, whenHappened);
    }

    @Override
    public Optional<DomainReport> report(UUID uuid) {
        return hypervisor.report(uuid);
    }

    @Override
    public Screenshot screenshot(UUID uuid) {
        return hypervisor.screenshot(uuid);
    }

    @Override
    public ConsoleReading readConsole(UUID uuid, ConsoleReceiver receiver) {
        return hypervisor.readConsole(uuid, receiver);
    }

    @Override
    public void shutdown(UUID uuid) {
        hypervisor.shutdown(uuid);
    }

    @Override
    public void destroy(UUID uuid) {
        hypervisor.destroy(uuid);
    }

    @Override
    public void undefine(UUID uuid) {
        hypervisor.undefine(uuid);
    }

    @Override
    public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
        hypervisor.setMetadata(uuid, xml, prefix, namespace);
    }

    @Override
    public String createVolume(String pool, String xml) {
        return hypervisor.createVolume(pool, xml);
    }

    @Override
    public void deleteVolume(String pool, String name) {
        hypervisor.deleteVolume(pool, name);
    }

    @Override
    public String fingerprint(String pool, String name) throws InterruptedException {
        return hypervisor.fingerprint(pool, name);
    }

    @Override
    public boolean isAlive() {
        return hypervisor.isAlive();
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
