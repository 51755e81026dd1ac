package io.cloudhost.provider.libvirt.internal.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Finding;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Located;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.PoolFolder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageSurveyTest {

    private static final PoolFolder USUAL = new PoolFolder("default", "/var/lib/libvirt/images");

    @ParameterizedTest
    @CsvSource({"/data/base.qcow2, /data", "/data/more/base.img, /data/more", "/base.img, /var/lib/libvirt/images"})
    void assumesOverlaysBesideTheFilesOfTheBase(String path, String folder) {
        assertThat(assumed(new BaseDisk.FileSource(path)))
                .isEqualTo(new Located(new PoolFolder("default", folder), path, Optional.empty(), List.of(path)));
    }

    @Test
    void assumesTheUsualPoolForOverlaysOfDevices() {
        assertThat(assumed(new BaseDisk.BlockSource("/dev/vg/base")))
                .isEqualTo(new Located(USUAL, "/dev/vg/base", Optional.empty(), List.of("/dev/vg/base")));
    }

    @Test
    void assumesThePoolOfAVolumeForItsOverlay() {
        assertThat(assumed(new BaseDisk.VolumeSource("p", "v")))
                .isEqualTo(new Located(
                        new PoolFolder("p", "/var/lib/libvirt/images"),
                        "volume 'v' of pool 'p'",
                        Optional.empty(),
                        List.of()));
    }

    @Test
    void assumesThePlaceOfTheFirstOverlayForOtherFiles() {
        assertThat(StorageSurvey.assumedFor(List.of(
                                disk("vda", new BaseDisk.FileSource("/data/a.img")),
                                disk("vdb", new BaseDisk.FileSource("/more/b.img"))))
                        .folder())
                .contains(new PoolFolder("default", "/data"));
        assertThat(StorageSurvey.assumedFor(List.of()).folder()).contains(USUAL);
    }

    private static Finding assumed(BaseDisk.Source source) {
        return requireNonNull(StorageSurvey.assumedFor(List.of(disk("vda", source)))
                .findings()
                .get("vda"));
    }

    private static BaseDisk disk(String target, BaseDisk.Source source) {
        return new BaseDisk(target, source, "raw");
    }
}
