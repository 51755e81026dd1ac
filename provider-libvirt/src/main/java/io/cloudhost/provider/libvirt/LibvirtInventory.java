package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.DomainDescription;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clones on one hypervisor, recognised by the record in their metadata. Owns its connection, which it opens when it is
 * first needed: whoever holds several inventories can name each place that cannot be reached.
 */
final class LibvirtInventory implements HostInventory {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtInventory.class);

    private final ConnectionUrl url;
    private final HypervisorConnector connector;
    private @Nullable Hypervisor connected;

    LibvirtInventory(ConnectionUrl url, HypervisorConnector connector) {
        this.url = url;
        this.connector = connector;
    }

    @Override
    public String place() {
        return url.toString();
    }

    @Override
    public List<HostRecord> list() {
        Hypervisor hypervisor = hypervisor();
        return hypervisor.domainNames().stream()
                .map(name -> read(hypervisor, name))
                .flatMap(Optional::stream)
                .flatMap(domain -> record(domain).map(record -> describe(domain, record)).stream())
                .sorted(Comparator.comparing(HostRecord::created).thenComparing(HostRecord::name))
                .toList();
    }

    @Override
    public void remove(String name) {
        DomainDescription domain = hypervisor()
                .domain(name)
                .orElseThrow(() -> new CloudHostException("no domain '" + name + "' at " + url));
        CloneRecord record = record(domain)
                .orElseThrow(() -> new CloudHostException(
                        "the domain '" + name + "' at " + url + " was not made by cloudhost, and is left alone"));
        remove(domain, record);
    }

    @Override
    public boolean remove(String name, Predicate<HostRecord> condition) {
        Optional<DomainDescription> domain = hypervisor().domain(name);
        Optional<CloneRecord> record = domain.flatMap(this::record);
        if (record.isEmpty() || !condition.test(describe(domain.orElseThrow(), record.get()))) {
            return false;
        }
        remove(domain.get(), record.get());
        return true;
    }

    private void remove(DomainDescription domain, CloneRecord record) {
        CloneRemoval.requireOwn(domain.name(), record.volumes());
        Hypervisor hypervisor = hypervisor();
        markAsEnding(hypervisor, domain, record);
        new CloneRemoval(hypervisor).remove(domain.name(), domain.uuid(), record.volumes());
        new BaseFingerprints(hypervisor).verify(record.provenance().base(), domain.name(), record.fingerprints());
    }

    /** So that whoever comes next finishes the removal if this process does not. */
    private void markAsEnding(Hypervisor hypervisor, DomainDescription domain, CloneRecord record) {
        try {
            hypervisor.setMetadata(domain.uuid(), record.removing().toXml(), CloneRecord.PREFIX, CloneRecord.NAMESPACE);
        } catch (HypervisorException e) {
            // It may be gone by now. Whatever else is wrong, the removal itself will tell.
            LOG.debug("{} at {} is removed without saying so in its record: {}", domain.name(), url, e.getMessage());
        }
    }

    /** A domain that cannot be read, whoever's it is, must not hide the others; a connection that is lost hides all. */
    private Optional<DomainDescription> read(Hypervisor hypervisor, String name) {
        try {
            return hypervisor.domain(name);
        } catch (HypervisorException e) {
            if (!hypervisor.isAlive()) {
                throw e;
            }
            LOG.warn("{} at {} is left out, since it cannot be read: {}", name, url, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (connected != null) {
            connected.close();
        }
    }

    private Hypervisor hypervisor() {
        Hypervisor open = connected;
        if (open == null) {
            open = connector.connect(url);
            connected = open;
        }
        return open;
    }

    private Optional<CloneRecord> record(DomainDescription domain) {
        try {
            return CloneRecord.of(XmlElement.parse(domain.xml()));
        } catch (IllegalArgumentException e) {
            // Written by a version that we do not know, or by hand: not ours to judge, and never to remove.
            LOG.warn("{} at {}: {}", domain.name(), url, e.getMessage());
            return Optional.empty();
        }
    }

    private static HostRecord describe(DomainDescription domain, CloneRecord record) {
        Provenance provenance = record.provenance();
        return new HostRecord(
                domain.name(),
                provenance.label(),
                provenance.base(),
                provenance.owner(),
                provenance.lifetime(),
                provenance.created(),
                domain.state().toString(),
                record.address().map(found -> IpLiteral.format(found.value())),
                record.expiry(),
                record.ending());
    }
}
