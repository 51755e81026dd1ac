package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainDisksTest {

    @Test
    void areTheFilesDevicesAndVolumesThatADomainWritesTo() {
        assertThat(writtenBy("""
                <disk type='file' device='disk'><source file='/images/a.qcow2'/>
                  <backingStore type='file'><source file='/images/below.qcow2'/></backingStore></disk>
                <disk type='block' device='lun'><source dev='/dev/sdb'/></disk>
                <disk type='file' device='floppy'><source file='/images/f.img'/></disk>
                <disk type='volume'><source pool='p' volume='v'/></disk>
                """))
                .isEqualTo(new DomainDisks(
                        List.of("/images/a.qcow2", "/dev/sdb", "/images/f.img"), List.of(new VolumeName("p", "v"))));
    }

    @Test
    void leaveOutWhatIsOnlyRead() {
        assertThat(writtenBy("""
                <disk type='file' device='cdrom'><source file='/images/a.iso'/></disk>
                <disk type='file'><source file='/images/tools.img'/><readonly/></disk>
                <disk type='volume' device='cdrom'><source pool='p' volume='v'/></disk>
                <disk type='file' device='floppy'/>
                <disk type='network'><source protocol='rbd' name='p/i'/></disk>
                """)).isEqualTo(new DomainDisks(List.of(), List.of()));
    }

    @Test
    void includeWhereADiskIsBeingCopiedTo() {
        assertThat(writtenBy("""
                <disk type='file'><source file='/images/a.qcow2'/>
                  <mirror type='file' job='active-commit'><source file='/images/below.qcow2'/></mirror></disk>
                <disk type='file'><source file='/images/b.qcow2'/>
                  <mirror type='block' job='copy'><source dev='/dev/vg/b'/></mirror></disk>
                """).paths())
                .containsExactly("/images/a.qcow2", "/images/below.qcow2", "/images/b.qcow2", "/dev/vg/b");
    }

    @Test
    void areNoneWhereADomainHasNoDevices() {
        assertThat(DomainDisks.writtenBy(XmlElement.parse("<domain><name>n</name></domain>")))
                .isEqualTo(new DomainDisks(List.of(), List.of()));
    }

    private static DomainDisks writtenBy(String disks) {
        return DomainDisks.writtenBy(XmlElement.parse("<domain><devices>" + disks + "</devices></domain>"));
    }
}
