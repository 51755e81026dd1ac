package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.DomainDescription;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import io.cloudhost.provider.libvirt.internal.plan.DomainDisks;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Unavailable;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds running domains that write to what a base's data is in. Looks at no domain that does not run. */
final class DiskHolders {

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;
    private final HostPaths paths;
    private final Map<String, String> holders;

    DiskHolders(Hypervisor hypervisor, ConnectionUrl url, HostPaths paths) {
        this.hypervisor = hypervisor;
        this.url = url;
        this.paths = paths;
        this.holders = new HashMap<>();
        hypervisor.runningDomains().forEach(this::add);
    }

    /** Tells why a chain of files cannot be built upon, if a domain writes to one of them. */
    Optional<Unavailable> of(List<String> chain) {
        return chain.stream().flatMap(path -> unavailable(path).stream()).findFirst();
    }

    private Optional<Unavailable> unavailable(String path) {
        return Optional.ofNullable(holders.get(paths.resolve(path)))
                .map(holder -> new Unavailable(
                        "the running domain '" + holder + "' has " + path + " open for writing",
                        "shut it down: " + url.virsh("shutdown", holder)));
    }

    private void add(DomainDescription domain) {
        DomainDisks disks = DomainDisks.writtenBy(XmlElement.parse(domain.xml()));
        disks.paths().forEach(path -> holders.put(paths.resolve(path), domain.name()));
        disks.volumes()
                .forEach(name -> hypervisor
                        .volume(name.pool(), name.name())
                        .map(Volume::path)
                        .ifPresent(path -> holders.put(paths.resolve(path), domain.name())));
    }
}
