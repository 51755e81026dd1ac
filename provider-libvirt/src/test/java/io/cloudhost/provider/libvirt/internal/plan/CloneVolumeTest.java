package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloneVolumeTest {

    @Test
    void statesTheFormatOfTheBackingFile() {
        assertThat(overlay(Optional.of(4096L)).toVolumeXml())
                .isEqualTo("<volume><name>c-vda.qcow2</name><capacity unit=\"bytes\">4096</capacity>"
                        + "<allocation>0</allocation><target><format type=\"qcow2\"/></target>"
                        + "<backingStore><path>/p/a &amp; b.raw</path><format type=\"raw\"/></backingStore></volume>");
    }

    @Test
    void leavesTheSizeToQemuWhereOnlyQemuKnowsIt() {
        assertThat(overlay(Optional.empty()).toVolumeXml()).doesNotContain("capacity");
    }

    @Test
    void makesAnEmptyFileForOutput() {
        OutputFile file = new OutputFile("p", "c-serial0.log", "/p/c-serial0.log");

        assertThat(file.toVolumeXml())
                .isEqualTo("<volume><name>c-serial0.log</name><capacity>0</capacity>"
                        + "<target><format type=\"raw\"/></target></volume>");
    }

    @Test
    void isToldFromTheRecordWhetherItIsOutput() {
        assertThat(OutputFile.is(new VolumeName("p", "c-serial0.log"))).isTrue();
        assertThat(OutputFile.is(new VolumeName("p", "c-audio0.wav"))).isTrue();
        assertThat(OutputFile.is(new VolumeName("p", "c-vda.qcow2"))).isFalse();
    }

    private static Overlay overlay(Optional<Long> capacity) {
        return new Overlay("vda", "p", "c-vda.qcow2", "/p/c-vda.qcow2", "/p/a & b.raw", "raw", capacity);
    }
}
