package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.EvidenceItem;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.provider.libvirt.internal.evidence.HypervisorLog;
import io.cloudhost.provider.libvirt.internal.evidence.PlanText;
import io.cloudhost.provider.libvirt.internal.evidence.PngPicture;
import io.cloudhost.provider.libvirt.internal.evidence.StateText;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainReport;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.util.ArrayList;
import java.util.List;

/** What can be found out about one clone, as far as its setup has come. */
final class CloneEvidence implements EvidenceSource {

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private final CloneConsole console;
    private final AddressEvidence address;

    CloneEvidence(
            CloneRequest request, ResolveBase base, PlanClone plan, CloneConsole console, AddressEvidence address) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.console = console;
        this.address = address;
    }

    @Override
    public List<EvidenceItem> items() {
        List<EvidenceItem> items = new ArrayList<>();
        if (plan.isDone()) {
            items.add(new EvidenceItem("console.log", console::log));
            items.add(new EvidenceItem(
                    "screenshot.png",
                    () -> PngPicture.of(base.hypervisor().screenshot(planned().uuid()))));
            items.add(EvidenceItem.text("state.txt", () -> StateText.of(report())));
            items.add(EvidenceItem.text("address.txt", address::text));
            items.add(new EvidenceItem(
                    "hypervisor.log",
                    () -> HypervisorLog.of(request.url(), planned().name()).tail()));
            items.add(EvidenceItem.text("clone.xml", () -> report().xml()));
        }
        plan.designed().ifPresent(made -> items.add(EvidenceItem.text("plan.txt", () -> PlanText.of(made))));
        base.found().ifPresent(domain -> items.add(EvidenceItem.text("base.xml", domain::xml)));
        return items;
    }

    @Override
    public List<String> lastConsoleLines(int most) {
        return console.lastLines(most);
    }

    private ClonePlan planned() {
        return plan.plan();
    }

    private DomainReport report() {
        return base.hypervisor()
                .report(planned().uuid())
                .orElseThrow(() -> new CloudHostException(
                        "libvirt has no domain '" + planned().name() + "'"));
    }
}
