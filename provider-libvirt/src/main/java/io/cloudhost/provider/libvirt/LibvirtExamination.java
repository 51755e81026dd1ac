package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.DomainDescription;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.plan.CloneInterface;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.CloneVolume;
import io.cloudhost.provider.libvirt.internal.plan.NetworkSource;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Goes the way of a setup up to where that would create something, with the same steps, and notes what each of them says. Where
 * a setup would end, this one goes on with what does not depend on it.
 */
final class LibvirtExamination {

    private static final String BASE = "base domain";

    private final CloneRequest request;
    private final ProviderContext context;
    private final HypervisorConnector connector;
    private final Examination examination;

    LibvirtExamination(
            CloneRequest request, ProviderContext context, HypervisorConnector connector, Examination examination) {
        this.request = request;
        this.context = context;
        this.connector = connector;
        this.examination = examination;
    }

    /** Returns what libvirt could tell of the clone's addresses. */
    AddressReports perform() {
        String place = "libvirt at " + request.url();
        try (Hypervisor hypervisor = connector.connect(request.url())) {
            examination.good(place, "answers, version " + hypervisor.version());
            return examine(hypervisor);
        } catch (CloudHostException e) {
            examination.bad(place, e, "Look at libvirt's log there, e.g. with journalctl -u libvirtd");
            return ExpectedReports.UNKNOWN;
        }
    }

    private AddressReports examine(Hypervisor hypervisor) {
        boolean atRest = examineBase();
        Optional<DomainDescription> found = hypervisor.domain(request.base());
        if (found.isEmpty()) {
            examination.skipped("disks, networks and folders", "not before there is a base domain");
            return ExpectedReports.UNKNOWN;
        }
        XmlElement base = XmlElement.parse(found.get().xml());
        new CapabilityExamination(hypervisor, request, examination).examine(base);
        boolean folders = examineFolders(hypervisor, base);
        if (atRest) {
            design(folders ? request : request.withoutFolders(), hypervisor, base)
                    .ifPresent(plan -> examinePlan(plan, hypervisor, base));
        } else {
            examination.skipped("disks", "not before the base domain is at rest");
        }
        NetworkExamination networks = NetworkExamination.of(hypervisor, request.url(), examination);
        networksOf(base).stream().distinct().forEach(networks::examine);
        return new ExpectedReports(hypervisor, request.settings(), base);
    }

    private boolean examineBase() {
        ResolveBase resolve = new ResolveBase(request, connector);
        try {
            resolve.perform();
            examination.good(BASE, "'" + request.base() + "' is shut off");
            return true;
        } catch (CloudHostException e) {
            examination.bad(
                    BASE, e, "Define it, or name another one: " + request.url().virsh("list", "--all"));
            return false;
        } finally {
            resolve.undo();
        }
    }

    private boolean examineFolders(Hypervisor hypervisor, XmlElement base) {
        try {
            new FolderCheck(request, hypervisor)
                    .check(base)
                    .forEach(folder -> examination.good(
                            "folder " + folder.target(),
                            folder.hostPath() + " by " + folder.driver()
                                    + (folder.seen() ? "" : "; whether it is there cannot be seen from here")));
            return true;
        } catch (ConfigurationException e) {
            examination.bad("folder", e, "Make the folder, or correct " + place(e));
            return false;
        }
    }

    private Optional<ClonePlan> design(CloneRequest wish, Hypervisor hypervisor, XmlElement base) {
        try {
            Provenance provenance =
                    new Provenance(request.label(), request.base(), context.owner(), context.lifetime(), Instant.now());
            return Optional.of(new CloneDesigner(wish, hypervisor).design(base, provenance));
        } catch (ConfigurationException e) {
            examination.bad("storage", e, "Correct " + place(e));
        } catch (CloudHostException e) {
            examination.bad(
                    BASE, e, "Look at what libvirt says of it: " + request.url().virsh("dumpxml", request.base()));
        }
        examination.skipped("disks", "there is no plan for a clone");
        return Optional.empty();
    }

    private void examinePlan(ClonePlan plan, Hypervisor hypervisor, XmlElement base) {
        plan.decisions().forEach(this::examine);
        PoolExamination pools = new PoolExamination(hypervisor, request.url(), examination);
        plan.volumes().stream().map(CloneVolume::pool).distinct().sorted().forEach(pools::examine);
        examineInterface(plan);
        examineFixedAddresses(hypervisor);
        if (request.verifyBase()) {
            examineVolumes(hypervisor, base);
        }
    }

    /** Of what can be cloned, the disks alone are worth a line: they are what is most often in the way. */
    private void examine(Decision decision) {
        if (decision.verdict() == Verdict.REFUSED) {
            examination.bad(
                    decision.element(),
                    decision.reason(),
                    decision.remedy()
                            .orElse("Remove it from the base: " + request.url().virsh("edit", request.base())));
        } else if (decision.element().startsWith("disk ") && decision.verdict() == Verdict.REWRITTEN) {
            examination.good(decision.element(), decision.reason());
        }
    }

    private void examineInterface(ClonePlan plan) {
        String subject = LibvirtKeys.NETWORK.name();
        boolean complete = plan.decisions().stream()
                .noneMatch(decision -> decision.verdict() == Verdict.REFUSED
                        && decision.element().startsWith("interface "));
        if (!complete) {
            examination.skipped(subject, "not before all interfaces can be cloned");
            return;
        }
        try {
            List<CloneInterface> interfaces = plan.interfaces();
            new NetworkChoice(request.settings(), request.base())
                    .choose(interfaces)
                    .flatMap(mac -> interfaces.stream()
                            .filter(one -> one.mac().equals(mac))
                            .findFirst())
                    .ifPresentOrElse(
                            chosen -> examination.good(subject, "the address is looked up on " + chosen.network()),
                            () -> examination.doubtful(
                                    subject,
                                    "the base domain '" + request.base() + "' has no network interface",
                                    "Give it one, or make sure that its address is found without"));
        } catch (ConfigurationException e) {
            examination.bad(subject, e, "Set it to the network of one interface, in " + place(e));
        }
    }

    private void examineFixedAddresses(Hypervisor hypervisor) {
        try {
            new AddressGuard(hypervisor, context.clock())
                    .requireFree(context.addressLookup().fixedAddresses());
        } catch (CloudHostException e) {
            examination.bad("address", e, "Tear the other clone down");
        }
    }

    private void examineVolumes(Hypervisor hypervisor, XmlElement base) {
        String subject = LibvirtKeys.VERIFY_BASE.name();
        try {
            int volumes = new BaseVolumes(hypervisor).of(base).size();
            examination.good(subject, volumes == 1 ? "1 file can be read" : volumes + " files can be read");
        } catch (CloudHostException e) {
            examination.bad(subject, e, "Put that right, or set " + subject + " to false");
        }
    }

    private static List<NetworkSource> networksOf(XmlElement base) {
        return base.child("devices").stream()
                .flatMap(devices -> devices.children("interface"))
                .map(NetworkSource::of)
                .toList();
    }

    private static String place(ConfigurationException e) {
        return e.origin().map(origin -> e.key() + " (" + origin + ")").orElse(e.key());
    }
}
