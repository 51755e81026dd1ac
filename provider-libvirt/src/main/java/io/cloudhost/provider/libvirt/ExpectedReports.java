package io.cloudhost.provider.libvirt;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Network;
import io.cloudhost.provider.libvirt.internal.plan.NetworkSource;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What libvirt could tell of the addresses of a clone that there is not yet: of which sources it would know them. */
final class ExpectedReports implements AddressReports {

    /** Where the base could not be looked at. */
    static final AddressReports UNKNOWN = source -> {
        throw IpLookupException.transientFailure("not before there is a base domain to look at", null);
    };

    private static final String AGENT = "org.qemu.guest_agent.0";

    private final boolean leases;
    private final boolean agent;

    /** Looks at the base while the connection is open. */
    ExpectedReports(Hypervisor hypervisor, Settings settings, XmlElement base) {
        Optional<String> wanted = settings.find(LibvirtKeys.NETWORK);
        this.leases = devices(base, "interface")
                .map(NetworkSource::of)
                .filter(source -> wanted.isEmpty() || wanted.get().equals(source.name()))
                .flatMap(source -> source.libvirtNetwork().stream())
                .anyMatch(name -> hypervisor.network(name).filter(Network::dhcp).isPresent());
        this.agent = devices(base, "channel")
                .flatMap(channel -> channel.children("target"))
                .flatMap(target -> target.attribute("name").stream())
                .anyMatch(AGENT::equals);
    }

    @Override
    public List<Report> ask(Source source) {
        if (source == Source.LEASE && !leases) {
            throw IpLookupException.permanentFailure("libvirt gives no addresses on the base's network", null);
        }
        if (source == Source.AGENT && !agent) {
            throw IpLookupException.permanentFailure("the base has no channel " + AGENT + " for an agent", null);
        }
        return List.of();
    }

    private static Stream<XmlElement> devices(XmlElement base, String name) {
        return base.child("devices").stream().flatMap(devices -> devices.children(name));
    }
}
