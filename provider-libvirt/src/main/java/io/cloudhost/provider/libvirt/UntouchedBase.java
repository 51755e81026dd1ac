package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.CloneVolume;
import io.cloudhost.provider.libvirt.internal.plan.FirmwareVariables;
import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Located;
import io.cloudhost.provider.libvirt.internal.plan.WritableFolder;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Proves of a plan that nothing the clone may write leads into its base: no path of its own, and no folder that its guest
 * can write to. Such a folder must not hold the clone's own disks either.
 */
final class UntouchedBase {

    private final HostPaths paths;

    UntouchedBase(HostPaths paths) {
        this.paths = paths;
    }

    /** Returns the plan, with a refusal for each path that leads there, or may. */
    ClonePlan prove(ClonePlan plan, XmlElement base, StorageSurvey survey) {
        // The base's variables are its own also where the clone begins with fresh ones.
        List<String> own = Stream.of(
                        located(survey).flatMap(disk -> disk.getValue().chain().stream()),
                        FirmwareVariables.pathsOf(base).stream(),
                        survey.firmware().stream().map(SelectedFirmware::varstore))
                .flatMap(found -> found)
                .map(paths::resolve)
                .toList();
        Optional<String> unknown = located(survey)
                .filter(disk -> !disk.getValue().whole())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
        return plan.refusing(Stream.concat(
                        plan.volumes().stream().flatMap(volume -> refuse(volume, own).stream()),
                        plan.writableFolders().stream()
                                .flatMap(folder -> refuseBase(folder, own)
                                        .or(() -> refuseUnknown(folder, unknown))
                                        .or(() -> refuseOwn(folder, plan.volumes()))
                                        .stream()))
                .toList());
    }

    private static Stream<Map.Entry<String, Located>> located(StorageSurvey survey) {
        return survey.findings().entrySet().stream()
                .flatMap(disk -> disk.getValue() instanceof Located located
                        ? Stream.of(Map.entry(disk.getKey(), located))
                        : Stream.empty());
    }

    private Optional<Decision> refuse(CloneVolume volume, List<String> base) {
        return base.stream()
                .filter(paths.resolve(volume.path())::equals)
                .findFirst()
                .map(path -> new Decision(
                        "volume " + volume.name(),
                        Verdict.REFUSED,
                        volume.path() + " leads to the base's " + path,
                        Optional.of("remove the link")));
    }

    private Optional<Decision> refuseBase(WritableFolder folder, List<String> base) {
        String resolved = paths.resolve(folder.path());
        return base.stream()
                .filter(path -> isIn(path, resolved))
                .findFirst()
                .map(path -> new Decision(
                        folder.element(),
                        Verdict.REFUSED,
                        "the guest could write to the base's " + path + " in " + folder.path(),
                        Optional.of("make it read-only, or map another folder")));
    }

    private static Optional<Decision> refuseUnknown(WritableFolder folder, Optional<String> unknown) {
        return unknown.map(target -> new Decision(
                folder.element(),
                Verdict.REFUSED,
                "the chain of disk " + target + " is not known, and the guest could write to it",
                Optional.of("make it read-only, or keep the base's disks in started storage pools")));
    }

    /** Not the base's, but the hypervisor reads from them what QEMU is to open. */
    private Optional<Decision> refuseOwn(WritableFolder folder, List<CloneVolume> volumes) {
        String resolved = paths.resolve(folder.path());
        return volumes.stream()
                .filter(volume -> isIn(paths.resolve(volume.path()), resolved))
                .findFirst()
                .map(volume -> new Decision(
                        folder.element(),
                        Verdict.REFUSED,
                        "the guest could write to " + volume.path() + ", the clone's own, in " + folder.path(),
                        Optional.of("make it read-only, or map another folder")));
    }

    private static boolean isIn(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }
}
