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
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.AccessMode;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Multidevs;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                            "filesystem data",
                            Verdict.REFUSED,
                            "the guest could write to the base's " + disk + " in " + link,
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
                            .startsWith("the guest could write to the base's " + disk + " in "));
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

    @Test
    void decidesOnceOnAFolderThatItRefuses() {
        assertThat(prove(
                                "<filesystem><source dir='" + images + "'/><target dir='data'/></filesystem>",
                                "",
                                ClonePolicies.DEFAULT,
                                true)
                        .decisions())
                .filteredOn(decision -> decision.element().startsWith("filesystem"))
                .extracting(Decision::verdict)
                .containsExactly(Verdict.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ClonePolicies.Nvram.class,
            names = {"COPY", "FRESH"})
    void refusesAFolderInWhichTheGuestCouldWriteToTheBasesFirmwareVariables(ClonePolicies.Nvram nvram)
            throws IOException {
        Path folder = Files.createDirectory(images.resolve("nvram"));
        ClonePolicies policies =
                new ClonePolicies(nvram, ClonePolicies.Tpm.FRESH, ClonePolicies.HostDevices.REFUSE, false);

        assertThat(refused(prove(
                        "<filesystem><source dir='" + folder + "'/><target dir='data'/></filesystem>",
                        "<os><loader readonly='yes' type='pflash'>/fw.fd</loader><nvram>" + folder
                                + "/VARS.fd</nvram></os>",
                        policies,
                        true)))
                .singleElement()
                .satisfies(decision -> assertThat(decision.reason())
                        .isEqualTo("the guest could write to the base's " + folder + "/VARS.fd in " + folder));
    }

    @Test
    void refusesWritableFoldersWhereItDoesNotKnowAllThatADiskIsBuiltUpon() throws IOException {
        Path other = Files.createDirectory(images.resolve("other"));
        String mapped = "<filesystem><source dir='" + other + "'/><target dir='data'/>";

        assertThat(refused(prove(mapped + "</filesystem>", "", ClonePolicies.DEFAULT, false)))
                .containsExactly(new Decision(
                        "filesystem data",
                        Verdict.REFUSED,
                        "the chain of disk vda is not known, and the guest could write to it",
                        Optional.of("make it read-only, or keep the base's disks in started storage pools")));
        assertThat(refused(prove(mapped + "<readonly/></filesystem>", "", ClonePolicies.DEFAULT, false)))
                .isEmpty();
    }

    @Test
    void refusesAMappingInWhichTheGuestCouldWriteToTheBase() {
        assertThat(refused(prove(List.of(mapping(images, false)))))
                .containsExactly(new Decision(
                        "filesystem data",
                        Verdict.REFUSED,
                        "the guest could write to the base's " + disk + " in " + images,
                        Optional.of("make it read-only, or map another folder")));
        assertThat(refused(prove(List.of(mapping(images, true))))).isEmpty();
    }

    @Test
    void refusesAMappingInWhichTheGuestCouldWriteToItsOwnDisks() throws IOException {
        Path elsewhere = Files.createDirectory(images.resolve("elsewhere"));
        disk = Files.createFile(Files.createDirectory(images.resolve("base")).resolve("base.raw"));
        images = elsewhere;

        assertThat(refused(prove(List.of(mapping(elsewhere, false)))))
                .containsExactly(new Decision(
                        "filesystem data",
                        Verdict.REFUSED,
                        "the guest could write to " + elsewhere + "/" + identity.name()
                                + "-vda.qcow2, the clone's own, in " + elsewhere,
                        Optional.of("make it read-only, or map another folder")));
    }

    private static FolderMapping mapping(Path folder, boolean readOnly) {
        return new FolderMapping(
                "data",
                folder.toString(),
                readOnly,
                Driver.NINE_P,
                AccessMode.PASSTHROUGH,
                Multidevs.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private ClonePlan prove(List<FolderMapping> mappings) {
        return prove("", "", ClonePolicies.DEFAULT, true, mappings);
    }

    private List<Decision> refusals(String devices) {
        return refused(prove(devices, "", ClonePolicies.DEFAULT, true));
    }

    private static List<Decision> refused(ClonePlan plan) {
        return plan.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.REFUSED)
                .toList();
    }

    private ClonePlan prove(String devices, String os, ClonePolicies policies, boolean whole) {
        return prove(devices, os, policies, whole, List.of());
    }

    private ClonePlan prove(
            String devices, String os, ClonePolicies policies, boolean whole, List<FolderMapping> mappings) {
        StorageSurvey survey = new StorageSurvey(
                Map.of(
                        "vda",
                        new Located(
                                new PoolFolder("default", images.toString()),
                                disk.toString(),
                                Optional.empty(),
                                List.of(disk.toString()),
                                whole)),
                Optional.empty());
        XmlElement base = XmlElement.parse("<domain><name>base</name>" + os + "<devices>"
                + "<disk type='file'><source file='" + disk + "'/><target dev='vda'/></disk>" + devices
                + "</devices></domain>");
        Provenance provenance = new Provenance(
                "clone", "base", new Owner(new UUID(0, 1), "me", "here", 42), Lifetime.SESSION, Instant.EPOCH);
        ClonePlan plan = new ClonePlanner().plan(base, new CloneWish(identity, provenance, policies, mappings), survey);
        return proof.prove(plan, base, survey);
    }
}
