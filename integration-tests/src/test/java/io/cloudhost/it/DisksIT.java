package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisksIT {

    private static final CloudHosts HOSTS = Lab.hosts("""
            two_disks {
              libvirtBaseDomain = two-disk-base
              ipLookupStrategy = SSH
              SSH { %1$s, timeout = 90, %2$s }
            }
            firmware {
              libvirtBaseDomain = nvram-base
              ipLookupStrategy = SSH
              SSH { %1$s, timeout = 90, %2$s }
            }
            """.formatted(Lab.LINUX_BOX, Lab.NAT_LEASES));

    @Test
    void theDataOfTheBaseIsReadAndWrittenInTheCloneAndUnchangedInTheBase() {
        List<Path> bases = DomainFiles.disks("two-disk-base");
        Map<Path, String> before = DomainFiles.sums(List.of("two-disk-base"));

        try (CloudHost host = HOSTS.get("two_disks")) {
            host.setup();
            Guest guest = Guest.of(host);
            String known = guest.run("cat /data/known");
            assertThat(known).isNotBlank();
            guest.run(
                    "echo changed > /data/known && echo more > /etc/changed && sync && echo 3 > /proc/sys/vm/drop_caches");
            assertThat(guest.run("cat /data/known /etc/changed")).isEqualTo("changed\nmore");

            List<Path> disks = DomainFiles.disks(Virsh.clonesOf("two_disks").get(0));
            assertThat(disks).hasSize(2).doesNotContainAnyElementsOf(bases);
            assertThat(DomainFiles.chain(disks.get(0)))
                    .containsExactly("qcow2 " + disks.get(0), "qcow2 " + bases.get(0));
            assertThat(DomainFiles.chain(disks.get(1))).containsExactly("qcow2 " + disks.get(1), "raw " + bases.get(1));
        }

        assertThat(DomainFiles.sums(List.of("two-disk-base"))).isEqualTo(before);
        try (CloudHost host = HOSTS.get("two_disks")) {
            host.setup();
            assertThat(Guest.of(host).run("cat /data/known; test -e /etc/changed || echo fresh"))
                    .doesNotContain("changed")
                    .endsWith("fresh");
        }
    }

    @Test
    void theFirmwareVariablesOfACloneAreItsOwnAndGoWithIt() {
        Map<Path, String> before = DomainFiles.sums(List.of("nvram-base"));
        Path own;

        try (CloudHost host = HOSTS.get("firmware")) {
            host.setup();
            own = DomainFiles.varstore(Virsh.clonesOf("firmware").get(0));
            assertThat(own).exists().isNotEqualTo(DomainFiles.varstore("nvram-base"));
        }

        assertThat(own).doesNotExist();
        assertThat(DomainFiles.sums(List.of("nvram-base"))).isEqualTo(before);
    }
}
