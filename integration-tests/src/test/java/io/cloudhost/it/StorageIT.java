package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Bases on every kind of storage, whose clones all run at once: booting them is what takes the time. */
@TestInstance(Lifecycle.PER_CLASS)
class StorageIT {

    private static final String DEFAULT = "/var/lib/libvirt/images/";
    private static final String SECOND = "/var/lib/libvirt/second/";

    private static final List<String> BASES =
            List.of("raw-base", "chain-base", "block-base", "outside-base", "four-disk-base");

    private static final CloudHosts HOSTS = Lab.hosts("""
            raw { libvirtBaseDomain = raw-base, clonePool = second, %1$s }
            chain { libvirtBaseDomain = chain-base, verifyBase = true, %1$s }
            block { libvirtBaseDomain = block-base, %1$s }
            outside { libvirtBaseDomain = outside-base, clonePool = default, %1$s }
            four { libvirtBaseDomain = four-disk-base, verifyBase = true, %1$s }
            """.formatted(Lab.FOUND_ON_NAT));

    private final LabState before = LabState.now();
    private final Map<Path, String> sums = DomainFiles.sums(BASES);
    private final Map<String, CloudHost> hosts = List.of("raw", "chain", "block", "outside", "four").stream()
            .collect(Collectors.toMap(Function.identity(), HOSTS::get));

    @BeforeAll
    void boot() {
        Lab.setUpAtOnce(hosts.values());
    }

    @AfterAll
    void nothingIsLeftAndTheBasesAreUntouched() {
        hosts.values().forEach(CloudHost::teardown);

        before.assertStillSo();
        assertThat(DomainFiles.sums(BASES)).isEqualTo(sums);
    }

    @Test
    void anOverlayOnARawDiskGoesToThePoolThatIsAskedFor() {
        assertThat(chains("raw"))
                .containsExactly(
                        List.of("qcow2 " + SECOND + clone("raw") + "-vda.qcow2", "raw " + DEFAULT + "raw-base.raw"));
        assertThatTheSystemIsWritable("raw");
    }

    @Test
    void anOverlayOnAnOverlayHasTheWholeChainBelowIt() {
        assertThat(chains("chain"))
                .containsExactly(List.of(
                        "qcow2 " + DEFAULT + clone("chain") + "-vda.qcow2",
                        "qcow2 " + DEFAULT + "chain-base.qcow2",
                        "qcow2 " + DEFAULT + "chain-base-middle.qcow2",
                        "raw " + DEFAULT + "chain-base-bottom.raw"));
        assertThatTheSystemIsWritable("chain");
    }

    @Test
    void anOverlayOnABlockDeviceGoesToThePoolOfTheOtherDisk() {
        Path device = DomainFiles.disks("block-base").get(0);
        assertThat(device).hasParentRaw(Path.of("/dev"));

        assertThat(chains("block"))
                .containsExactly(
                        List.of("qcow2 " + DEFAULT + clone("block") + "-vda.qcow2", "raw " + device),
                        List.of(
                                "qcow2 " + DEFAULT + clone("block") + "-vdb.qcow2",
                                "qcow2 " + DEFAULT + "block-base-data.qcow2"));
        assertThatTheSystemIsWritable("block");
        assertThatTheDataIsWritable("block", "vdb", "block-base-data");
    }

    @Test
    void anOverlayOnADiskOutsideEveryPoolGoesToThePoolThatIsAskedFor() {
        assertThat(chains("outside"))
                .containsExactly(List.of(
                        "qcow2 " + DEFAULT + clone("outside") + "-vda.qcow2",
                        "qcow2 /var/lib/libvirt/outside/outside-base.qcow2"));
        assertThatTheSystemIsWritable("outside");
    }

    @Test
    void eachOfSeveralDisksGetsItsOwnOverlayInThePoolOfThatDisk() {
        String clone = clone("four");

        assertThat(chains("four"))
                .containsExactly(
                        List.of("qcow2 " + DEFAULT + clone + "-vda.qcow2", "qcow2 " + DEFAULT + "four-disk-base.qcow2"),
                        List.of("qcow2 " + DEFAULT + clone + "-vdb.qcow2", "raw " + DEFAULT + "four-disk-base-vdb.raw"),
                        List.of(
                                "qcow2 " + SECOND + clone + "-vdc.qcow2",
                                "qcow2 " + SECOND + "four-disk-base-vdc.qcow2"),
                        List.of("qcow2 " + SECOND + clone + "-vdd.qcow2", "raw " + SECOND + "four-disk-base-vdd.raw"));
        assertThatTheSystemIsWritable("four");
        for (String device : List.of("vdb", "vdc", "vdd")) {
            assertThatTheDataIsWritable("four", device, "four-disk-base-" + device);
        }
    }

    /** Returns what libvirt has each disk built upon, and sees that it knows each as a file of its own. */
    private static List<List<String>> chains(String label) {
        DomainXml xml = DomainXml.defined(clone(label));
        assertThat(xml.all("/domain/devices/disk/@type")).containsOnly("file");
        assertThat(xml.all("/domain/devices/disk/driver/@type")).containsOnly("qcow2");
        return DomainFiles.disks(clone(label)).stream().map(DomainFiles::chain).toList();
    }

    private static String clone(String label) {
        return Virsh.clonesOf(label).get(0);
    }

    private void assertThatTheSystemIsWritable(String label) {
        assertThat(guest(label).run("echo changed > /etc/changed && sync && cat /etc/changed"))
                .isEqualTo("changed");
    }

    private void assertThatTheDataIsWritable(String label, String device, String name) {
        // The guest has mounted the first data disk itself.
        String folder = device.equals("vdb") ? "/data" : "/mnt/" + device;
        String mount =
                device.equals("vdb") ? "" : "mkdir -p %1$s && mount /dev/%2$s %1$s && ".formatted(folder, device);
        String read = "cat %s/known".formatted(folder);
        assertThat(guest(label).run(mount + read + " && echo changed > " + folder + "/known && sync && " + read))
                .isEqualTo("known contents of " + name + "\nchanged");
    }

    private Guest guest(String label) {
        return Guest.of(hosts.get(label));
    }
}
