package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.GuestHostName;
import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules of one plan share: what is asked for, what is known, and what has come of the elements so far. */
final class Draft {

    private final CloneWish wish;
    private final StorageSurvey survey;
    private final List<CloneVolume> volumes = new ArrayList<>();
    private final List<CloneInterface> interfaces = new ArrayList<>();
    /** By the base's path: a console that is a serial port's goes to the same place as the port. */
    private final Map<String, String> ownPaths = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<WritableFolder> writableFolders = new ArrayList<>();
    private Optional<CopiedVarstore> varstore = Optional.empty();

    Draft(CloneWish wish, StorageSurvey survey) {
        this.wish = wish;
        this.survey = survey;
    }

    CloneIdentity identity() {
        return wish.identity();
    }

    ClonePolicies policies() {
        return wish.policies();
    }

    /** Returns the name that the guest is told, where it is told one. */
    Optional<GuestHostName> guestHostName() {
        return policies().guestHostname()
                ? Optional.of(GuestHostName.of(identity().name()))
                : Optional.empty();
    }

    List<FolderMapping> mappings() {
        return wish.mappings();
    }

    /** Returns the element's name with its number among those of its name, e.g. {@code serial0}. */
    String numbered(XmlElement element) {
        return element.name() + (counts.merge(element.name(), 1, Integer::sum) - 1);
    }

    StorageSurvey.Finding findingOf(BaseDisk disk) {
        StorageSurvey.Finding finding = survey.findings().get(disk.target());
        if (finding == null) {
            throw new IllegalStateException("the survey leaves out disk " + disk.target());
        }
        return finding;
    }

    Optional<SelectedFirmware> selectedFirmware() {
        return survey.firmware();
    }

    boolean hasOverlayFor(BaseDisk disk) {
        return volumes.stream()
                .anyMatch(volume ->
                        volume instanceof Overlay overlay && overlay.target().equals(disk.target()));
    }

    /** Tells whether nobody was asked what only the hypervisor knows. */
    boolean isAssumed() {
        return survey.assumed();
    }

    Overlay overlayOn(BaseDisk disk, StorageSurvey.Located place) {
        Overlay overlay = Overlay.of(disk, place, identity().name());
        volumes.add(overlay);
        return overlay;
    }

    /**
     * Finds the clone's own file in place of one that the base's hypervisor writes.
     *
     * @return its path; empty where there is no storage pool for it
     */
    Optional<String> outputInPlaceOf(String basePath, String suffix) {
        String known = ownPaths.get(basePath);
        if (known != null || survey.folder().isEmpty()) {
            return Optional.ofNullable(known);
        }
        StorageSurvey.PoolFolder folder = survey.folder().get();
        String name = identity().name() + "-" + suffix;
        OutputFile file = new OutputFile(folder.pool(), name, folder.pathOf(name));
        volumes.add(file);
        ownPaths.put(basePath, file.path());
        return Optional.of(file.path());
    }

    /** Refuses an element whose file has no storage pool to be in. */
    static List<Decision> refusedForWantOfPool(String name) {
        return ElementRule.refused(
                name,
                "no storage pool is known that its file could be in",
                "set clonePool to a storage pool of type dir");
    }

    /** Finds the clone's own socket, in the same folder as the base's. */
    String socketInPlaceOf(String basePath, String suffix) {
        return ownPaths.computeIfAbsent(
                basePath,
                path -> path.substring(0, path.lastIndexOf('/') + 1)
                        + identity().name() + "-" + suffix);
    }

    CloneInterface interfaceOn(NetworkSource network) {
        CloneInterface added = new CloneInterface(network, identity().macs().next());
        interfaces.add(added);
        return added;
    }

    /** Decides on an element that stands for a device of the hypervisor's machine. */
    List<Decision> hostDevice(XmlElement element, String name, String reason) {
        if (policies().hostDevices() == ClonePolicies.HostDevices.DROP) {
            element.remove();
            return ElementRule.rewritten(name, "dropped, as hostDevices = drop asks for");
        }
        return ElementRule.refused(
                name, reason, "remove it from the base, or set hostDevices = drop to clone without it");
    }

    void mapsWritable(WritableFolder folder) {
        writableFolders.add(folder);
    }

    void copiesVarstore(CopiedVarstore copied) {
        varstore = Optional.of(copied);
    }

    /** Tells whether a path is one that was made for the clone. */
    boolean isOwn(String path) {
        return ownPaths.containsValue(path)
                || volumes.stream().anyMatch(volume -> volume.path().equals(path));
    }

    List<CloneVolume> volumes() {
        return volumes;
    }

    List<CloneInterface> interfaces() {
        return interfaces;
    }

    List<WritableFolder> writableFolders() {
        return writableFolders;
    }

    Optional<CopiedVarstore> varstore() {
        return varstore;
    }
}
