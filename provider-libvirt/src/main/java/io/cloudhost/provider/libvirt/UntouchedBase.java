package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.CloneVolume;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Proves of a plan that nothing the clone may write leads into its base: no path of its own, and no folder that its guest
 * can write to.
 */
final class UntouchedBase {

    private final HostPaths paths;

    UntouchedBase(HostPaths paths) {
        this.paths = paths;
    }

    /** Returns the plan, with a refusal for each path that leads there. */
    ClonePlan prove(ClonePlan plan, StorageSurvey survey) {
        List<String> base = Stream.concat(
                        survey.findings().values().stream().flatMap(UntouchedBase::chain),
                        plan.varstore().stream().map(varstore -> varstore.path()))
                .map(paths::resolve)
                .toList();
        return plan.refusing(Stream.concat(
                        plan.volumes().stream().flatMap(volume -> refuse(volume, base).stream()),
                        plan.writableFolders().stream().flatMap(folder -> refuse(folder, base).stream()))
                .toList());
    }

    private static Stream<String> chain(StorageSurvey.Finding finding) {
        return finding instanceof StorageSurvey.Located located ? located.chain().stream() : Stream.empty();
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

    private Optional<Decision> refuse(String folder, List<String> base) {
        String resolved = paths.resolve(folder);
        return base.stream()
                .filter(path -> isIn(path, resolved))
                .findFirst()
                .map(path -> new Decision(
                        "filesystem " + folder,
                        Verdict.REFUSED,
                        "the guest could write to the base's " + path + " in it",
                        Optional.of("make it read-only, or map another folder")));
    }

    private static boolean isIn(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }
}
