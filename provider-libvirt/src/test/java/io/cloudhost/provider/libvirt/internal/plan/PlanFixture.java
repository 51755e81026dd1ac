package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Finding;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Located;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.PoolFolder;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans clones named {@code clone}, with storage in which each folder is a pool, unless told otherwise. */
final class PlanFixture {

    static final UUID CLONE = UUID.fromString("11111111-2222-4333-8444-555555555555");
    static final UUID GENERATION = UUID.fromString("99999999-2222-4333-8444-555555555555");
    static final Provenance PROVENANCE = new Provenance(
            "nat_host", "base", new Owner(new UUID(0, 1), "me", "here", 42), Lifetime.SESSION, Instant.EPOCH);

    private static final Set<String> ALWAYS_NEW = Set.of("name", "uuid", "metadata");

    private final List<FolderMapping> mappings = new ArrayList<>();
    private final Map<String, Finding> unavailable = new LinkedHashMap<>();
    private Optional<SelectedFirmware> firmware = Optional.empty();
    private boolean assumed;
    private ClonePolicies policies = ClonePolicies.DEFAULT;
    private Optional<PoolFolder> folder = Optional.of(new PoolFolder("pool-of-files", "/files"));

    PlanFixture with(ClonePolicies other) {
        policies = other;
        return this;
    }

    /** Nobody was asked, as for a plan from a file. */
    PlanFixture assuming() {
        assumed = true;
        return this;
    }

    PlanFixture selecting(SelectedFirmware selected) {
        firmware = Optional.of(selected);
        return this;
    }

    PlanFixture mapping(FolderMapping mapping) {
        mappings.add(mapping);
        return this;
    }

    PlanFixture withoutFolderForFiles() {
        folder = Optional.empty();
        return this;
    }

    PlanFixture unavailable(String target, String reason, String remedy) {
        unavailable.put(target, new Unavailable(reason, remedy));
        return this;
    }

    /**
     * What becomes of a base's elements.
     *
     * @param xml the clone's, without its record and the names that are always new; attributes in alphabetical order
     * @param decisions each as "verdict element: reason", "-> remedy" where there is one
     */
    record Outcome(String xml, List<String> decisions) {

        static Outcome of(String xml, String... decisions) {
            return new Outcome(xml, List.of(decisions));
        }
    }

    /** Plans a clone of a base with the elements, and nothing else but a name. */
    Outcome elements(String elements) {
        ClonePlan plan = plan("<domain><name>base</name>" + elements + "</domain>");
        List<XmlElement> rest = XmlElement.parse(plan.xml()).children().stream()
                .filter(element -> !ALWAYS_NEW.contains(element.name()))
                .toList();
        return new Outcome(toXml(rest), decisions(plan));
    }

    /** Plans a clone of a base with the devices, and nothing else but a name. */
    Outcome devices(String devices) {
        ClonePlan plan = planDevices(devices);
        XmlElement clone = XmlElement.parse(plan.xml()).child("devices").orElseThrow();
        return new Outcome(toXml(clone.children()), decisions(plan));
    }

    ClonePlan planDevices(String devices) {
        return plan("<domain><name>base</name><devices>" + devices + "</devices></domain>");
    }

    ClonePlan plan(String xml) {
        return plan(XmlElement.parse(xml));
    }

    ClonePlan plan(XmlElement base) {
        CloneIdentity identity = new CloneIdentity(
                "clone",
                CLONE,
                GENERATION,
                IntStream.iterate(0, i -> i + 1)
                        .mapToObj(i -> new MacAddress(String.format("52:54:00:aa:00:%02x", i)))
                        .iterator());
        return new ClonePlanner().plan(base, new CloneWish(identity, PROVENANCE, policies, mappings), survey(base));
    }

    static String show(Decision decision) {
        return decision.verdict() + " " + decision.element() + ": " + decision.reason()
                + decision.remedy().map(remedy -> " -> " + remedy).orElse("");
    }

    private static List<String> decisions(ClonePlan plan) {
        return plan.decisions().stream()
                .filter(decision -> !decision.element().equals("name"))
                .map(PlanFixture::show)
                .toList();
    }

    private static String toXml(List<XmlElement> elements) {
        return elements.stream().map(XmlElement::toXml).collect(Collectors.joining());
    }

    private StorageSurvey survey(XmlElement base) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (BaseDisk disk : BaseDisk.allOf(base)) {
            findings.put(disk.target(), unavailable.getOrDefault(disk.target(), located(disk)));
        }
        return new StorageSurvey(findings, folder, firmware, assumed);
    }

    private static Located located(BaseDisk disk) {
        if (disk.source() instanceof BaseDisk.VolumeSource volume) {
            String path = "/" + volume.pool();
            String backing = path + "/" + volume.volume();
            return new Located(new PoolFolder(volume.pool(), path), backing, Optional.of(1024L), List.of(backing));
        }
        String path = disk.source().toString();
        String parent = path.substring(0, path.lastIndexOf('/'));
        return new Located(
                new PoolFolder("pool-of-" + parent.substring(1), parent), path, Optional.of(1024L), List.of(path));
    }
}
