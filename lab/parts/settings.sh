# shellcheck shell=bash
# Names, places and addresses of the lab, all in one place. Sourced by every script; has no effect of its own.
# shellcheck disable=SC2034  # used by the scripts that source this file

# Where mke2fs, sshd and the like are; not in everyone's PATH.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Everything a running lab owns lies here, and is gone after lab/down.
LAB_STATE=${CLOUDHOST_LAB_STATE:-/var/lib/cloudhost-lab}
# What is dear to make and survives lab/down: the guest's image and the keys that open it.
LAB_CACHE=${CLOUDHOST_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cloudhost-lab}
# For the scripts that these scripts start, in the lab or through sudo, where HOME is another.
export CLOUDHOST_LAB_STATE=$LAB_STATE CLOUDHOST_LAB_CACHE=$LAB_CACHE

# lab_state NUMBER: the state folder of one of several labs; the first is the one there is where nobody asks for more.
lab_state() { if [[ $1 == 1 ]]; then printf '%s' "$LAB_STATE"; else printf '%s-%s' "$LAB_STATE" "$1"; fi; }

# Every process of the lab sees a mount of this name, and no other process does. That is how lab/down knows its own:
# process ids and namespace numbers are reused by the kernel, this name is not.
LAB_MARK=cloudhost-lab:$LAB_STATE

LAB_HOME=$LAB_STATE/home
LAB_PASSPHRASE=bigsecret
LAB_ACCOUNTS=(user dhcp-query-user)

# The SSH servers. Documentation addresses (RFC 5737), like those of the networks: nothing else answers to them.
LINUX_BOX=198.51.100.130
DHCP_BOX=198.51.100.131

NAT_GATEWAY=198.51.100.1 # as in networks/my_nat_network.xml

# The bridge that libvirt knows nothing of, and its own DHCP server.
BRIDGE=br0
BRIDGE_ADDRESS=203.0.113.1/25
BRIDGE_RANGE=203.0.113.40,203.0.113.120,255.255.255.128
BRIDGE_DOMAIN=bridge.test
BRIDGE_LEASES=/var/lib/dnsmasq/dnsmasq.leases
STATIC_GUEST=203.0.113.10/25

LAB_GUEST_MEMORY=192 # MiB

# What the lab is made of, by the name of the distribution's package. Some are there on most machines.
LAB_PACKAGES=(
    libvirt-daemon-system libvirt-clients qemu-system-x86 qemu-utils seabios ovmf swtpm swtpm-tools dnsmasq-base
    busybox-static dropbear-bin kmod cpio e2fsprogs libxml2-utils xz-utils zstd
    openssh-server openssh-client iproute2 nftables iptables util-linux
)
# What the guest has beside its kernel that this machine is not to have; unpacked, never installed.
LAB_GUEST_PACKAGES=(dhcpcd-base qemu-guest-agent)

say() { printf 'lab: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Runs the calling script again as root, keeping the caller's environment: the cache's place depends on it.
become_root() {
    [[ $EUID -eq 0 ]] && return
    # or sudo would make the caller a ~/.cache that belongs to root
    mkdir -p "$(dirname "$LAB_CACHE")"
    command -v sudo >/dev/null || die "needs root, and there is no sudo"
    exec sudo -E env PATH="$PATH" CLOUDHOST_LAB_STATE="$LAB_STATE" CLOUDHOST_LAB_CACHE="$LAB_CACHE" "$0" "$@"
}

# wait_for SECONDS WHAT COMMAND…: polls until COMMAND succeeds; dies naming WHAT when the time is over.
wait_for() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || die "gave up waiting for $what"
        sleep 0.05
    done
}

# One lab/up or lab/down at a time. Locks a folder that is there anyway, so that no lock file stays behind. Whatever
# outlives the script must be started with 9>&-, or it would keep the lock.
lock_lab() {
    exec 9<"$(dirname "$LAB_STATE")"
    flock 9
}
