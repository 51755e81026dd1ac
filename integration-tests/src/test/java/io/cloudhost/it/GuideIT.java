package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The settings of the libvirt guide as they stand there, up to the lease command of the NAT network: since version 1.2
 * libvirt keeps those leases in another file, as JSON. Hosts, accounts, the key file and its passphrase are the guide's.
 */
class GuideIT {

    @Test
    void natHost() {
        CloudHosts hosts = Lab.hosts("""
                nat_host {
                    libvirtURL="qemu+ssh://user@linux-box/system"
                    libvirtBaseDomain="my_base_domain"
                    networkDeviceId="my_nat_network"
                    ipLookupStrategy="SSH"
                    SSH {
                        url="ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret"
                        command=\"""grep -B 1 {0} /var/lib/libvirt/dnsmasq/virbr-nat.status | grep ip-address | cut -d '"' -f 4\"""
                        timeout=30
                    }
                }
                """);

        try (CloudHost host = hosts.get("nat_host")) {
            host.setup();

            assertThat(Guest.of(host).run("uname -s")).isEqualTo("Linux");
        }
    }

    @Test
    void bridgedHost() {
        CloudHosts hosts = Lab.hosts("""
                bridged_host {
                    libvirtURL="qemu+ssh://user@linux-box/system"
                    libvirtBaseDomain="my_base_domain"
                    networkDeviceId="br0"
                    ipLookupStrategy="SSH"
                    SSH {
                        url="ssh://dhcp-query-user@dhcp-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret"
                        command=\"""grep {0} /var/lib/dnsmasq/dnsmasq.leases | cut -d " " -f 3\"""
                        timeout=30
                    }
                }
                """);

        try (CloudHost host = hosts.get("bridged_host")) {
            host.setup();

            assertThat(Guest.of(host).run("uname -s")).isEqualTo("Linux");
        }
    }

    /** Its folders, mounted by its lines of the file system table: see lab/guest/fstab. */
    @Test
    void fileSystemMapping() {
        try (HostFolders folders = HostFolders.make()) {
            folders.folder("itest/vagrant");
            Path data = folders.folder("data");
            CloudHosts hosts = Lab.hosts("""
                    itest { vagrantDir = "%s", dataDir = "%s" }
                    my-host {
                        libvirtBaseDomain = tiny-base
                        fsMapping {
                            vagrant { hostPath = ${itest.vagrantDir}"/itest/vagrant", readOnly = true }
                            data    { hostPath = ${itest.dataDir}, readOnly = true, accessMode = "mapped" }
                        }
                    }
                    """.formatted(folders.root(), data));

            try (CloudHost host = hosts.get("my-host")) {
                host.setup();
                Guest guest = Guest.of(host);

                assertThat(guest.run("cat /vagrant/known /data/known"))
                        .isEqualTo("known contents of itest/vagrant\nknown contents of data");
                // The table says "ro" too; who mounts the folder for writing is refused by QEMU.
                assertThat(guest.run("touch /vagrant/new /data/new 2>&1 || true"))
                        .isEqualTo("touch: /vagrant/new: Read-only file system\n"
                                + "touch: /data/new: Read-only file system");
                assertThat(guest.run("umount /data && mount -t 9p -o rw,trans=virtio data /data;"
                                + " touch /data/new 2>&1 || true"))
                        .isEqualTo("touch: /data/new: Read-only file system");
                assertThat(data.resolve("new")).doesNotExist();
            }
        }
    }
}
