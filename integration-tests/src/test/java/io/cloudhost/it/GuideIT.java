package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
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
}
