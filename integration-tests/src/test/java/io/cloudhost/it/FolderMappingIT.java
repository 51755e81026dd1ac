package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Folders of the hypervisor's machine in guests, as docs/folders.md tells of them. QEMU runs as {@code libvirt-qemu}, which is
 * not root, as it does everywhere. Those of the libvirt guide, on the NAT network, are in {@link GuideIT}.
 */
class FolderMappingIT {

    private static final String QEMU = "libvirt-qemu";

    @AutoClose
    private final HostFolders folders = HostFolders.make();

    private final LabState before = LabState.now();

    /** On the bridge. */
    @Test
    void aGuestWritesInEachAccessModeAndHasTheFoldersOfItsBaseUnlessAMappingReplacesThem() {
        Path passthrough = folders.folder("passthrough");
        Path mapped = folders.folder("mapped");
        Path squash = folders.folder("squash");
        String devices = filesystem("data", folders.folder("data-of-the-base"))
                + filesystem("kept", folders.folder("kept-of-the-base"));
        try (VariedBase base = VariedBase.withDevices("my_base_domain", "folder-base", devices);
                CloudHost host = Lab.hosts("""
                        modes {
                          libvirtBaseDomain = %s, networkDeviceId = br0
                          ipLookupStrategy = SSH
                          SSH { %s, timeout = 90, command = \"""awk '/{0}/ {print $3}' /var/lib/dnsmasq/dnsmasq.leases\""" }
                          fsMapping {
                            data.hostPath = "%s"
                            passthrough.hostPath = "%s"
                            mapped { hostPath = "%s", accessMode = mapped, fmode = 640, dmode = 750 }
                            squash { hostPath = "%s", accessMode = squash }
                          }
                          fsMappingDefaults.readOnly = false
                        }
                        """.formatted(
                                        base.name(), Lab.DHCP_BOX, folders.folder("data"), passthrough, mapped, squash))
                        .get("modes")) {
            host.setup();
            Guest guest = Guest.of(host);

            assertThat(guest.run("cat /data/known")).isEqualTo("known contents of data");
            mount(guest, "kept", "9p", "ro,trans=virtio");
            assertThat(guest.run("cat /mnt/kept/known")).isEqualTo("known contents of kept-of-the-base");

            mount(guest, "squash", "9p", "trans=virtio");
            guest.run("touch /mnt/squash/file && chmod 604 /mnt/squash/file");
            assertThat(HostFolders.ownerAndMode(squash.resolve("file"))).isEqualTo(QEMU + " rw----r--");

            mount(guest, "mapped", "9p", "trans=virtio");
            guest.run("cd /mnt/mapped && touch file && mkdir folder && chown 1234 file && chmod 604 file");
            assertThat(HostFolders.ownerAndMode(mapped.resolve("file"))).isEqualTo(QEMU + " rw-r-----");
            assertThat(HostFolders.ownerAndMode(mapped.resolve("folder"))).isEqualTo(QEMU + " rwxr-x---");
            assertThat(HostFolders.kept(mapped.resolve("file"), "uid")).isEqualTo(1234);
            assertThat(guest.run("stat -c '%u %a' /mnt/mapped/file")).isEqualTo("1234 604");

            mount(guest, "passthrough", "9p", "trans=virtio");
            assertThat(guest.run("touch /mnt/passthrough/file 2>&1 || true"))
                    .isEqualTo("touch: /mnt/passthrough/file: Operation not permitted");
            assertThat(passthrough.resolve("file")).doesNotExist();
            guest.run(
                    "echo 'qemu:x:%s::/tmp:/bin/sh' >>/etc/passwd && su qemu -c 'umask 027; touch /mnt/passthrough/own'"
                            .formatted(idsOfQemu()));
            assertThat(HostFolders.ownerAndMode(passthrough.resolve("own"))).isEqualTo(QEMU + " rw-r-----");
        }
    }

    /** On the routed network. */
    @Test
    void aGuestWritesByVirtiofsWithMemoryThatItShares() {
        Path share = folders.folder("share");
        try (CloudHost host =
                Lab.hosts("""
                        daemon {
                          libvirtBaseDomain = my_base_domain, networkDeviceId = my_routed_network
                          fsMapping {
                            share { hostPath = "%s", driver = virtiofs, readOnly = false }
                            data.hostPath = "%s"
                          }
                        }
                        """.formatted(share, folders.folder("data"))).get("daemon")) {
            host.setup();
            Guest guest = Guest.of(host);

            DomainXml running = DomainXml.running(Virsh.clonesOf("daemon").get(0));
            assertThat(running.one("/domain/memoryBacking/source/@type")).isEqualTo("memfd");
            assertThat(running.one("/domain/memoryBacking/access/@mode")).isEqualTo("shared");
            guest.run(
                    "mkdir /mnt/share && echo 'share /mnt/share virtiofs defaults 0 0' >>/etc/fstab && mount /mnt/share");
            assertThat(guest.run("cat /mnt/share/known /data/known"))
                    .isEqualTo("known contents of share\nknown contents of data");
            guest.run("cd /mnt/share && echo hello >file && chmod 604 file && chown 1234 file");
            assertThat(share.resolve("file")).hasContent("hello\n");
            assertThat(HostFolders.ownerAndMode(share.resolve("file"))).isEqualTo("1234 rw----r--");
        }
        before.assertStillSo();
    }

    @Test
    void whatIsNoFolderIsRefusedBeforeAnythingIsCreated() {
        Path file = folders.folder("some").resolve("known");

        assertRefused(file, "is not a folder, and only folders can be mapped");
        assertRefused(folders.root().resolve("nowhere"), "there is no such folder");
    }

    @Test
    void aPlanShowsFoldersAndRefusesOnesWithTheBaseInThem() {
        Path folder = folders.folder("data");
        CommandLine cloudhost = new CommandLine(Lab.file("""
                shown {
                  libvirtBaseDomain = tiny-base
                  fsMapping {
                    data { hostPath = "%s", accessMode = mapped }
                    share { hostPath = "%s", driver = virtiofs, readOnly = false }
                  }
                }
                refused {
                  libvirtBaseDomain = tiny-base, libvirtURL = "qemu+ssh://user@linux-box/system"
                  fsMapping { images { hostPath = /var/lib/libvirt/images, readOnly = false }, other.hostPath = /srv }
                }
                """.formatted(folder, folder)));

        assertThat(cloudhost.run("plan", "shown").output())
                .contains(
                        "mapped to " + folder + ", read-only (9p, mapped)\n",
                        "mapped to " + folder + ", writable (virtiofs)\n",
                        "shared, since virtiofs needs it");
        Command.Outcome refused = cloudhost.run("plan", "refused");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.output())
                .contains(
                        "the guest could write to the base's /var/lib/libvirt/images/tiny-base.qcow2 in"
                                + " /var/lib/libvirt/images",
                        "mapped to /srv, read-only (9p, passthrough); on the hypervisor's machine, and was not looked at"
                                + " from here");
    }

    private void assertRefused(Path path, String explanation) {
        Path settings = Lab.file("""
                h {
                  libvirtBaseDomain = tiny-base
                  fsMapping.data.hostPath = "%s"
                }
                """.formatted(path));

        assertThatThrownBy(() -> CloudHosts.builder()
                        .configFile(settings)
                        .build()
                        .get("h")
                        .setup())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.fsMapping.data.hostPath = \"" + path + "\" (" + settings + ":3): " + explanation);
        before.assertStillSo();
    }

    private static void mount(Guest guest, String tag, String type, String options) {
        guest.run("mkdir -p /mnt/%1$s && mount -t %2$s -o %3$s %1$s /mnt/%1$s".formatted(tag, type, options));
    }

    private static String filesystem(String target, Path folder) {
        return "<filesystem type='mount' accessmode='passthrough'><source dir='" + folder + "'/><target dir='" + target
                + "'/><readonly/></filesystem>";
    }

    /** Returns QEMU's user and group, as a table of users has them. */
    private static String idsOfQemu() {
        String[] entry =
                Command.run(List.of("getent", "passwd", QEMU)).orThrow().split(":", -1);
        return entry[2] + ":" + entry[3];
    }
}
