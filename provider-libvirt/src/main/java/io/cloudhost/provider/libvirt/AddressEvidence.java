package io.cloudhost.provider.libvirt;

import io.cloudhost.core.IpNotFoundException;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.provider.libvirt.internal.evidence.AddressText;
import io.cloudhost.provider.libvirt.internal.plan.CloneInterface;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of a clone's address, as far as the lookup has come. Asked by other threads when they gather evidence. */
final class AddressEvidence {

    private final ResolveBase base;
    private final PlanClone plan;
    private volatile String outcome = "It was not looked for yet.\n";

    AddressEvidence(ResolveBase base, PlanClone plan) {
        this.base = base;
        this.plan = plan;
    }

    void begun() {
        outcome = "The lookup has not ended.\n";
    }

    void found(FoundAddress answer) {
        outcome = "Found: " + IpLiteral.format(answer.address()) + " by " + answer.strategy() + ".\n";
    }

    void notFound(IpNotFoundException failure) {
        outcome = "Not found:\n"
                + failure.evidence().stream().map(each -> "  " + each + "\n").collect(Collectors.joining());
    }

    /** Tells what came of the lookup, and what libvirt knows now, which it is asked. */
    String text() {
        String mac = plan.mac()
                .map(address -> "The MAC address is " + address + ".\n")
                .orElse("");
        return mac + outcome + AddressText.of(reports());
    }

    /** Returns what libvirt knows; only once the clone is planned. */
    AddressReports reports() {
        ClonePlan clone = plan.plan();
        return new LibvirtAddressReports(base.hypervisor(), clone.uuid(), networksOf(clone));
    }

    private static List<String> networksOf(ClonePlan clone) {
        return clone.interfaces().stream()
                .map(CloneInterface::network)
                .flatMap(network -> network.libvirtNetwork().stream())
                .toList();
    }
}
