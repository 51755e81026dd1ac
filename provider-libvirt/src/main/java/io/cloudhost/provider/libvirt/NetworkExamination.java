package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.Examination;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Network;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.NetworkSource;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks at what the interfaces of a base are connected to. */
final class NetworkExamination {

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;
    private final Examination examination;
    private final Predicate<String> refusing;

    /**
     * Makes an examination.
     *
     * @param refusing tells whether an address of the hypervisor's machine refuses questions for names
     */
    NetworkExamination(Hypervisor hypervisor, ConnectionUrl url, Examination examination, Predicate<String> refusing) {
        this.hypervisor = hypervisor;
        this.url = url;
        this.examination = examination;
        this.refusing = refusing;
    }

    static NetworkExamination of(Hypervisor hypervisor, ConnectionUrl url, Examination examination) {
        return new NetworkExamination(hypervisor, url, examination, new NameServerProbe()::isRefused);
    }

    void examine(NetworkSource source) {
        Optional<String> network = source.libvirtNetwork();
        if (network.isPresent()) {
            examineNetwork(network.get());
        } else if (source.kind().equals("bridge") || source.kind().equals("direct")) {
            examineInterface(source);
        } else {
            examination.skipped(source.toString(), "nothing is known of interfaces of this kind");
        }
    }

    private void examineNetwork(String name) {
        try {
            hypervisor.network(name).ifPresentOrElse(this::examine, () -> missing(name));
        } catch (HypervisorException e) {
            examination.bad("network " + name, e, "Look whether libvirtd (or virtnetworkd) runs there");
        }
    }

    private void missing(String name) {
        examination.bad(
                "network " + name,
                "there is no such network at " + url,
                "Connect the base to another one, or define and start it: " + url.virsh("net-define", "FILE") + "; "
                        + url.virsh("net-start", name));
    }

    /** What libvirt knows of its machine's interfaces comes from a part of it that no guest needs. */
    private void examineInterface(NetworkSource source) {
        try {
            hypervisor
                    .hasInterface(source.name())
                    .ifPresentOrElse(
                            there -> examineInterface(source, there),
                            () -> examination.skipped(
                                    source.toString(), "libvirt does not tell of the interfaces of its machine"));
        } catch (HypervisorException e) {
            examination.skipped(source.toString(), e.problem());
        }
    }

    private void examineInterface(NetworkSource source, boolean there) {
        if (there) {
            examination.good(source.toString(), "is there; libvirt gives no addresses on it");
        } else {
            examination.bad(
                    source.toString(),
                    "the hypervisor's machine has no such interface",
                    "Make it there, or connect the base to another one");
        }
    }

    private void examine(Network network) {
        String subject = "network " + network.name();
        if (!network.started()) {
            examination.bad(subject, "is not started", "Start it: " + url.virsh("net-start", network.name()));
        } else if (isDead(network)) {
            examination.bad(
                    subject,
                    "its DHCP server does not run: nothing listens at port 53 of "
                            + network.nameServer().orElseThrow(),
                    "Restart libvirtd (or virtnetworkd), which starts it. Or, while no guest is on the network: "
                            + url.virsh("net-destroy", network.name()) + "; "
                            + url.virsh("net-start", network.name()));
        } else {
            examination.good(subject, "is started, " + (network.dhcp() ? "with DHCP" : "without DHCP"));
        }
        if (!network.autostarted()) {
            examination.doubtful(
                    subject,
                    "is not started with the hypervisor's machine",
                    "Have it started: " + url.virsh("net-autostart", network.name()));
        }
    }

    /** Libvirt does not notice the end of the server; but it also answers questions for names, and that can be tried here. */
    private boolean isDead(Network network) {
        return url.isLocal()
                && network.dhcp()
                && network.nameServer().filter(refusing).isPresent();
    }
}
