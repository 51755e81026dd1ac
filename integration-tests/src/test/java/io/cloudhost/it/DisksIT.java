package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        List<Path> bases = disksOf("two-disk-base");
        String before = sums(bases);

        try (CloudHost host = HOSTS.get("two_disks")) {
            host.setup();
            Guest guest = Guest.of(host);
            String known = guest.run("cat /data/known");
            assertThat(known).isNotBlank();
            guest.run(
                    "echo changed > /data/known && echo more > /etc/changed && sync && echo 3 > /proc/sys/vm/drop_caches");
            assertThat(guest.run("cat /data/known /etc/changed")).isEqualTo("changed\nmore");

            List<Path> disks = disksOf(Virsh.clonesOf("two_disks").get(0));
            assertThat(disks).hasSize(2).doesNotContainAnyElementsOf(bases);
            assertThat(backingOf(disks.get(0))).isEqualTo("qcow2 " + bases.get(0));
            assertThat(backingOf(disks.get(1))).isEqualTo("raw " + bases.get(1));
        }

        assertThat(sums(bases)).isEqualTo(before);
        try (CloudHost host = HOSTS.get("two_disks")) {
            host.setup();
            assertThat(Guest.of(host).run("cat /data/known; test -e /etc/changed || echo fresh"))
                    .doesNotContain("changed")
                    .endsWith("fresh");
        }
    }

    @Test
    void theFirmwareVariablesOfACloneAreItsOwnAndGoWithIt() {
        List<Path> varstores = List.of(varstoreOf("nvram-base"));
        String before = sums(varstores);
        Path own;

        try (CloudHost host = HOSTS.get("firmware")) {
            host.setup();
            own = varstoreOf(Virsh.clonesOf("firmware").get(0));
            assertThat(own).exists().isNotEqualTo(varstores.get(0));
        }

        assertThat(own).doesNotExist();
        assertThat(sums(varstores)).isEqualTo(before);
    }

    private static List<Path> disksOf(String domain) {
        return Virsh.run("domblklist", domain)
                .lines()
                .map(line -> Path.of(line.strip().replaceFirst("^\\S+\\s+", "")))
                .toList();
    }

    private static Path varstoreOf(String domain) {
        String xml = Virsh.run("dumpxml", domain);
        return Path.of(xml.replaceAll("(?s).*<nvram[^>]*>([^<]*)</nvram>.*", "$1"));
    }

    private static String backingOf(Path disk) {
        String info =
                Command.run(List.of("qemu-img", "info", "-U", disk.toString())).orThrow();
        return value(info, "backing file format") + " " + value(info, "backing file");
    }

    private static String value(String info, String key) {
        return info.lines()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private static String sums(List<Path> files) {
        assertThat(files).allMatch(Files::exists);
        return files.stream()
                .map(file -> Command.run(List.of("sha256sum", file.toString())).orThrow())
                .reduce("", String::concat);
    }
}
