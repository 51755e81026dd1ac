package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.DomainDescription;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.Address;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps two running clones on one hypervisor from having the same address. Who has which is told by the records in the
 * clones' own metadata, so it does not matter which process made them.
 */
final class AddressGuard {

    /** How long one that must go gets to go. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private static final Comparator<Rival> OLDEST_FIRST = Comparator.comparing(
                    (Rival rival) -> rival.record().provenance().created())
            .thenComparing(rival -> rival.record().uuid());

    private final Hypervisor hypervisor;
    private final WaitableClock clock;

    AddressGuard(Hypervisor hypervisor, WaitableClock clock) {
        this.hypervisor = hypervisor;
        this.clock = clock;
    }

    /**
     * A running clone that is known to have an address.
     *
     * @param name the domain's name
     */
    private record Rival(String name, CloneRecord record) {}

    /** Refuses to make a clone whose address, the same for all clones like it, a running one has. */
    void requireFree(List<InetAddress> fixed) {
        if (fixed.isEmpty()) {
            return;
        }
        running(fixed).stream().min(OLDEST_FIRST).ifPresent(rival -> {
            throw taken(rival);
        });
    }

    /**
     * Refuses a clone that has the same address as another.
     *
     * <p>Of two that find out at the same time, the older one stays: it waits for the younger one to go. But it does not know
     * whether that one found out as well, so it does not wait for ever.
     *
     * @param name the clone's name
     * @param own its record, with its address, which is in its metadata already: others must see it before it looks
     * @param strategy who found the address
     * @param fixed the addresses that all clones like it get
     */
    void requireAlone(String name, CloneRecord own, String strategy, List<InetAddress> fixed)
            throws InterruptedException {
        Address address = own.address().orElseThrow();
        boolean isFixed = fixed.contains(address.value());
        Instant start = clock.now();
        while (true) {
            Optional<Rival> rival = running(List.of(address.value())).stream()
                    .filter(other -> !other.record().uuid().equals(own.uuid()))
                    .filter(other -> isFixed || mayHave(other, address.value()))
                    .min(OLDEST_FIRST);
            if (rival.isEmpty()) {
                return;
            }
            boolean older = OLDEST_FIRST.compare(new Rival(name, own), rival.get()) < 0;
            if (!older || clock.since(start).compareTo(PATIENCE) >= 0) {
                throw isFixed
                        ? taken(rival.get())
                        : new CloudHostException(shared(name, address, strategy, rival.get()));
            }
            clock.sleep(INTERVAL);
        }
    }

    private List<Rival> running(List<InetAddress> addresses) {
        return hypervisor.runningDomains().stream()
                .flatMap(domain -> rival(domain).stream())
                .filter(rival -> rival.record()
                        .address()
                        .filter(found -> addresses.contains(found.value()))
                        .isPresent())
                .toList();
    }

    /**
     * Tells whether a clone may still have the address that was found for it. It has not where libvirt's DHCP server has given
     * it another one since.
     */
    private boolean mayHave(Rival rival, InetAddress address) {
        Optional<MacAddress> mac = rival.record().address().flatMap(Address::mac);
        try {
            List<InetAddress> leases =
                    hypervisor.interfaceAddresses(rival.record().uuid(), AddressReports.Source.LEASE).stream()
                            .filter(lease -> lease.mac().equals(mac))
                            .map(AddressReports.Report::address)
                            .filter(lease -> lease.getClass().equals(address.getClass()))
                            .toList();
            return leases.isEmpty() || leases.contains(address);
        } catch (HypervisorException e) {
            // It may be about to end; if it does, it will not be among the running clones at the next look.
            return true;
        }
    }

    private static Optional<Rival> rival(DomainDescription domain) {
        try {
            return CloneRecord.of(XmlElement.parse(domain.xml())).map(record -> new Rival(domain.name(), record));
        } catch (IllegalArgumentException e) {
            // A record of another version, or no XML that we understand: not ours to judge.
            return Optional.empty();
        }
    }

    private static CloudHostException taken(Rival rival) {
        InetAddress address = rival.record().address().orElseThrow().value();
        return new CloudHostException(
                "the address " + IpLiteral.format(address) + " is the same for every clone, and the running clone "
                        + describe(rival) + " has it",
                "Only one of them can live at a time: tear that one down first, e.g. with: cloudhost down "
                        + rival.name(),
                null);
    }

    private static String shared(String name, Address address, String strategy, Rival rival) {
        return "the address " + IpLiteral.format(address.value()) + " was found by " + strategy + " for '" + name + "'"
                + mac(address)
                + ", and the running clone " + describe(rival)
                + " has the same. The usual cause is that both call themselves the same when they ask the DHCP server: the"
                + " base's image has a machine-id or a DHCP client id in it, which its clones inherit. In the base, empty"
                + " /etc/machine-id and remove the leases and ids that its DHCP client keeps. Or "
                + strategy + " finds the same address for every clone: then only one of them can live at a time";
    }

    private static String describe(Rival rival) {
        Provenance provenance = rival.record().provenance();
        Owner owner = provenance.owner();
        return "'" + rival.name() + "'"
                + rival.record().address().map(AddressGuard::mac).orElse("") + " (label " + provenance.label()
                + ", made by process " + owner.process() + " of " + owner.user() + " on " + owner.machine() + " at "
                + provenance.created() + ")";
    }

    private static String mac(Address address) {
        return address.mac()
                .map(MacAddress::toString)
                .map(mac -> " with MAC " + mac)
                .orElse("");
    }
}
