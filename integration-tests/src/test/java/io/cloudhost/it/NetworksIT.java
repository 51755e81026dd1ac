package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of network with each strategy that finds an address on it. */
class NetworksIT {

    private static final CloudHosts HOSTS =
            Lab.hosts("""
            nat_by_default { libvirtBaseDomain = tiny-base }
            nat_by_ssh { libvirtBaseDomain = tiny-base, ipLookupStrategy = SSH, SSH { %1$s, timeout = 90, %2$s } }
            nat_by_dns {
              libvirtBaseDomain = tiny-base
              ipLookupStrategy = DNS
              DNS { hostname = "{uuid}.lab.test", server = "198.51.100.1:53", timeout = 90 }
            }
            nat_static {
              libvirtBaseDomain = nat-static-base
              ipLookupStrategy = static
              static.ip = "198.51.100.15"
            }
            bridge_by_neighbours {
              libvirtBaseDomain = my_base_domain, networkDeviceId = br0
              hypervisor { sources = [arp], timeout = 90 }
            }
            bridge_by_agent { libvirtBaseDomain = agent-base, hypervisor { sources = [agent], timeout = 90 } }
            bridge_by_ssh {
              libvirtURL = "qemu+unix:///system?socket=/run/libvirt/libvirt-sock"
              libvirtBaseDomain = my_base_domain, networkDeviceId = br0
              ipLookupStrategy = SSH
              SSH { %3$s, timeout = 90, command = \"""awk '/{0}/ {print $3}' /var/lib/dnsmasq/dnsmasq.leases\""" }
            }
            bridge_by_dns {
              libvirtBaseDomain = my_base_domain, networkDeviceId = br0
              ipLookupStrategy = DNS
              DNS { hostname = "{uuid}.bridge.test", server = "203.0.113.1", timeout = 90 }
            }
            bridge_static {
              libvirtBaseDomain = static-base, networkDeviceId = br0
              ipLookupStrategy = static
              static.ip = "203.0.113.10"
            }
            routed_by_leases { libvirtBaseDomain = my_base_domain, networkDeviceId = my_routed_network }
            routed_by_ssh {
              libvirtURL = "qemu+ssh://user@linux-box/system"
              libvirtBaseDomain = my_base_domain, networkDeviceId = my_routed_network
              ipLookupStrategy = SSH
              SSH { %1$s, timeout = 90, %4$s }
            }
            routed_by_dns {
              libvirtBaseDomain = my_base_domain, networkDeviceId = my_routed_network
              ipLookupStrategy = DNS
              DNS { hostname = "{uuid}.routed.test", server = "203.0.113.129", timeout = 90 }
            }
            routed_static {
              libvirtBaseDomain = routed-static-base
              ipLookupStrategy = static
              static.ip = "203.0.113.135"
            }
            ipv6_by_leases { libvirtBaseDomain = ipv6-base, addressFamily = ipv6, hypervisor.timeout = 90 }
            ipv6_by_ssh {
              libvirtBaseDomain = ipv6-base, addressFamily = ipv6
              ipLookupStrategy = SSH
              # Prints the addresses of both families.
              SSH { %1$s, timeout = 90, command = \"""grep -B 1 "mac-address.*{0}" /var/lib/libvirt/dnsmasq/virbr-ipv6.status | grep ip-address | cut -d '"' -f 4\""" }
            }
            ipv6_by_dns {
              libvirtBaseDomain = ipv6-base, addressFamily = ipv6
              ipLookupStrategy = DNS
              DNS { hostname = "{uuid}.ipv6.test", server = "192.0.2.1", timeout = 90 }
            }
            ipv6_static {
              libvirtBaseDomain = ipv6-static-base
              ipLookupStrategy = static
              static.ip = "2001:db8::15"
            }
            """.formatted(Lab.LINUX_BOX, Lab.NAT_LEASES, Lab.DHCP_BOX, Lab.ROUTED_LEASES));

    private static final List<VariedBase> BASES = new ArrayList<>();

    @BeforeAll
    static void giveGuestsFixedAddresses() {
        BASES.add(VariedBase.of("tiny-base", "nat-static-base", "cloudhost.ip=198.51.100.15/25", "my_nat_network"));
        BASES.add(
                VariedBase.of("tiny-base", "routed-static-base", "cloudhost.ip=203.0.113.135/25", "my_routed_network"));
        BASES.add(VariedBase.of("tiny-base", "ipv6-static-base", "cloudhost.ip=2001:db8::15/64", "my_ipv6_network"));
    }

    @AfterAll
    static void removeThem() {
        BASES.forEach(VariedBase::close);
    }

    /** Logs in, and holds what the guest says of itself against what libvirt says of the domain. */
    @ParameterizedTest
    @CsvSource({
        "nat_by_default, 198.51.100., my_nat_network",
        "nat_by_ssh, 198.51.100., my_nat_network",
        "nat_by_dns, 198.51.100., my_nat_network",
        "nat_static, 198.51.100.15, my_nat_network",
        "bridge_by_neighbours, 203.0.113., br0",
        "bridge_by_agent, 203.0.113., br0",
        "bridge_by_ssh, 203.0.113., br0",
        "bridge_by_dns, 203.0.113., br0",
        "bridge_static, 203.0.113.10, br0",
        "routed_by_leases, 203.0.113., my_routed_network",
        "routed_by_ssh, 203.0.113., my_routed_network",
        "routed_by_dns, 203.0.113., my_routed_network",
        "routed_static, 203.0.113.135, my_routed_network",
        "ipv6_by_leases, 2001:db8::1, my_ipv6_network",
        "ipv6_by_ssh, 2001:db8::1, my_ipv6_network",
        "ipv6_by_dns, 2001:db8::1, my_ipv6_network",
        "ipv6_static, 2001:db8::15, my_ipv6_network"
    })
    void findsTheGuest(String label, String addresses, String network) {
        try (CloudHost host = HOSTS.get(label)) {
            host.setup();

            assertThat(host.getHostName()).startsWith(addresses);
            String clone = Virsh.clonesOf(label).get(0);
            Guest guest = Guest.of(host);
            assertThat(guest.run("hostname")).isEqualTo(Virsh.run("domuuid", clone));
            assertThat(Virsh.run("domiflist", clone))
                    .containsPattern("(?m)" + network + "\\s.*" + guest.mac() + "\\s*$");
            assertThat(Virsh.run("metadata", clone, "https://cloudhost.io/xmlns/libvirt/clone/1"))
                    .contains("label=\"" + label + "\"", "address=\"" + host.getHostName() + "\"");
        }
        assertThat(Virsh.clonesOf(label)).isEmpty();
    }
}
