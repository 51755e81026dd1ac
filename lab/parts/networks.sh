# shellcheck shell=bash
# Addresses, the plain bridge, and the DHCP server of the "dhcp-box". The other networks are libvirt's. Runs inside.

start_networks() {
    ip link set lo up
    ip address add "$LINUX_BOX/32" dev lo
    ip address add "$DHCP_BOX/32" dev lo

    ip link add "$BRIDGE" type bridge stp_state 0 forward_delay 0
    ip address add "$BRIDGE_ADDRESS" dev "$BRIDGE"
    ip link set "$BRIDGE" up

    # no-ping: else it looks for each address for seconds before it gives it away, and guests that boot together wait.
    cat >/etc/dhcp-box.conf <<CONF
interface=$BRIDGE
except-interface=lo
bind-interfaces
user=root
no-resolv
no-hosts
no-ping
dhcp-authoritative
dhcp-range=$BRIDGE_RANGE,2m
dhcp-leasefile=$BRIDGE_LEASES
domain=$BRIDGE_DOMAIN
local=/$BRIDGE_DOMAIN/
pid-file=/run/dhcp-box.pid
log-facility=$LAB_STATE/log/dhcp-box
CONF
    dnsmasq --conf-file=/etc/dhcp-box.conf
    keep_neighbours_readable
}

# Debian 12's libvirt cannot read the table of neighbours of a kernel that sends the mark of its end in the same message as
# the last entries, as newer ones do. With more entries than a message holds, the mark comes in another one. They are of
# IPv6, which comes after IPv4 in the table, of nobody, and on a device that nothing else uses: a bridge forgets them.
keep_neighbours_readable() {
    ip tuntap add dev neighbours mode tap
    ip link set neighbours up
    seq -f "neigh add 2001:db8:ffff::%.0f lladdr 02:00:00:00:00:01 nud permanent dev neighbours" 300 | ip -6 -batch -
}

# Names that the lab itself looks up. The NAT network's server knows the guests that it gave an address.
write_names() {
    rm -f /etc/resolv.conf /etc/nsswitch.conf
    cat >/etc/hosts <<HOSTS
127.0.0.1 localhost $(hostname)
$LINUX_BOX linux-box
$DHCP_BOX dhcp-box
HOSTS
    printf 'nameserver %s\noptions timeout:2 attempts:1\n' "$NAT_GATEWAY" >/etc/resolv.conf
    printf '%s: files\n' passwd group shadow gshadow >/etc/nsswitch.conf
    printf 'hosts: files dns\n' >>/etc/nsswitch.conf
}
