package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import org.junit.jupiter.api.Test;

/** Each kind of network with each strategy that finds an address on it. */
class NetworksIT {

    private static final CloudHosts HOSTS =
            Lab.hosts("""
            nat_host {
              libvirtBaseDomain = tiny-base
              networkDeviceId = my_nat_network
              ipLookupStrategy = SSH
              SSH { %1$s, timeout = 90, %2$s }
            }
            only_interface {
              libvirtBaseDomain = tiny-base
              ipLookupStrategy = SSH
              SSH { %1$s, timeout = 90, %2$s }
            }
            bridged_host {
              libvirtURL = "qemu+unix:///system?socket=/run/libvirt/libvirt-sock"
              libvirtBaseDomain = my_base_domain
              networkDeviceId = br0
              ipLookupStrategy = SSH
              SSH { %3$s, timeout = 90, command = \"\"\"awk '/{0}/ {print $3}' /var/lib/dnsmasq/dnsmasq.leases\"\"\" }
            }
            routed_host {
              libvirtURL = "qemu+ssh://user@linux-box/system"
              libvirtBaseDomain = my_base_domain
              networkDeviceId = my_routed_network
              ipLookupStrategy = SSH
              SSH { %1$s, timeout = 90, %4$s }
            }
            named_host {
              libvirtBaseDomain = tiny-base
              networkDeviceId = my_nat_network
              ipLookupStrategy = DNS
              DNS { hostname = "{uuid}.lab.test", server = "198.51.100.1:53", timeout = 90 }
            }
            ipv6_host {
              libvirtBaseDomain = ipv6-base
              networkDeviceId = my_ipv6_network
              ipLookupStrategy = DNS
              DNS { hostname = "{uuid}.ipv6.test", server = "192.0.2.1:53", family = ipv6, timeout = 90 }
            }
            static_host {
              libvirtBaseDomain = static-base
              networkDeviceId = br0
              ipLookupStrategy = static
              static { ip = "203.0.113.10" }
            }
            """.formatted(Lab.LINUX_BOX, Lab.NAT_LEASES, Lab.DHCP_BOX, Lab.ROUTED_LEASES));

    @Test
    void findsAGuestOnANatNetworkByTheLeasesOfLibvirt() {
        checkGuest("nat_host", "198.51.100.", "my_nat_network");
    }

    @Test
    void findsAGuestByItsOnlyInterface() {
        checkGuest("only_interface", "198.51.100.", "my_nat_network");
    }

    @Test
    void findsAGuestOnABridgeByTheLeasesOfAnotherDhcpServer() {
        checkGuest("bridged_host", "203.0.113.", "br0");
    }

    @Test
    void findsAGuestOnARoutedNetwork() {
        checkGuest("routed_host", "203.0.113.", "my_routed_network");
    }

    @Test
    void findsAGuestByTheNameThatItAnnounces() {
        checkGuest("named_host", "198.51.100.", "my_nat_network");
    }

    @Test
    void findsTheIpv6AddressOfAGuestThatHasBoth() {
        checkGuest("ipv6_host", "2001:db8:", "my_ipv6_network");
    }

    @Test
    void findsAGuestByItsStaticAddress() {
        checkGuest("static_host", "203.0.113.10", "br0");
    }

    /** Logs in, and holds what the guest says of itself against what libvirt says of the domain. */
    private static void checkGuest(String label, String addresses, String network) {
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
