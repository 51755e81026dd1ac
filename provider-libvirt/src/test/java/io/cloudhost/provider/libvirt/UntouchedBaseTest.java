package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.plan.CloneIdentity;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlanner;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies;
import io.cloudhost.provider.libvirt.internal.plan.CloneWish;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Located;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.PoolFolder;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntouchedBaseTest {

    private final CloneIdentity identity = CloneIdentity.random("clone");
    private final UntouchedBase proof = new UntouchedBase(HostPaths.of(new ConnectionUrl("qemu:///system")));

    private Path images;
    private Path disk;

    @BeforeEach
    void makeDisk(@TempDir Path folder) throws IOException {
        images = folder.toRealPath();
        disk = Files.createFile(images.resolve("base.raw"));
    }

    @Test
    void hasNothingAgainstAnOverlayBesideTheBase() {
        assertThat(refusals("")).isEmpty();
    }

    @Test
    void refusesAnOverlayWhosePathIsALinkToTheBase() throws IOException {
        String name = identity.name() + "-vda.qcow2";
        Files.createSymbolicLink(images.resolve(name), disk);

        assertThat(refusals(""))
                .containsExactly(new Decision(
                        "volume " + name,
                        Verdict.REFUSED,
                        images.resolve(name) + " leads to the base's " + disk,
                        Optional.of("remove the link")));
    }

    @Test
    void refusesAFolderInWhichTheGuestCouldWriteToTheBase() throws IOException {
        Path link = Files.createSymbolicLink(images.resolveSibling(images.getFileName() + "-link"), images);
        try {
            assertThat(refusals("<filesystem><source dir='" + link + "'/><target dir='data'/></filesystem>"))
                    .containsExactly(new Decision(
                            "filesystem " + link,
                            Verdict.REFUSED,
                            "the guest could write to the base's " + disk + " in it",
                            Optional.of("make it read-only, or map another folder")));
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void refusesAFolderThatLeadsUpFromALink() throws IOException {
        Path below = Files.createDirectory(images.resolve("below"));
        Path link = Files.createSymbolicLink(images.resolveSibling(images.getFileName() + "-up"), below);
        try {
            assertThat(refusals("<filesystem><source dir='" + link + "/..'/><target dir='data'/></filesystem>"))
                    .singleElement()
                    .satisfies(decision -> assertThat(decision.reason())
                            .isEqualTo("the guest could write to the base's " + disk + " in it"));
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void hasNothingAgainstFoldersThatAreOnlyReadOrHoldNothingOfTheBase() throws IOException {
        Path other = Files.createDirectory(images.resolve("other"));

        assertThat(refusals("<filesystem><source dir='" + images + "'/><target dir='a'/><readonly/></filesystem>"
                        + "<filesystem><source dir='" + other + "'/><target dir='b'/></filesystem>"))
                .isEmpty();
    }

    private List<Decision> refusals(String devices) {
        StorageSurvey survey = new StorageSurvey(
                Map.of(
                        "vda",
                        new Located(
                                new PoolFolder("default", images.toString()),
                                disk.toString(),
                                Optional.empty(),
                                List.of(disk.toString()))),
                Optional.empty());
        XmlElement base = XmlElement.parse("<domain><name>base</name><devices>"
                + "<disk type='file'><source file='" + disk + "'/><target dev='vda'/></disk>" + devices
                + "</devices></domain>");
        Provenance provenance = new Provenance(
                "clone", "base", new Owner(new UUID(0, 1), "me", "here", 42), Lifetime.SESSION, Instant.EPOCH);
        ClonePlan plan = new ClonePlanner()
                .plan(base, new CloneWish(identity, provenance, ClonePolicies.DEFAULT, List.of()), survey);
        return proof.prove(plan, survey).decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.REFUSED)
                .toList();
    }
}
