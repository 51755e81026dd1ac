# shellcheck shell=bash
# The private libvirt daemon, its networks, its pools and the base domains. Runs inside.

IMAGES=/var/lib/libvirt/images
SECOND=/var/lib/libvirt/second   # the pool of this name
OUTSIDE=/var/lib/libvirt/outside # in no pool
CHATTY=/var/lib/libvirt/chatty   # what chatty-base writes to and listens at
BOOT=/var/lib/libvirt/boot

start_libvirt() {
    # The packages define a network that starts by itself; the lab's libvirt begins with nothing.
    rm -rf /etc/libvirt
    mkdir /etc/libvirt
    cat >/etc/libvirt/libvirtd.conf <<'CONF'
unix_sock_group = "libvirt"
unix_sock_rw_perms = "0770"
auth_unix_ro = "none"
auth_unix_rw = "none"
max_clients = 1000
max_anonymous_clients = 200
log_outputs = "2:file:/var/log/libvirt/libvirtd.log"
CONF
    # stdio_handler: no virtlogd needed. security_driver: AppArmor's file system is not to be seen in here.
    cat >/etc/libvirt/qemu.conf <<'CONF'
stdio_handler = "file"
security_driver = "none"
CONF
    mkdir -p "$IMAGES" "$SECOND" "$OUTSIDE" "$CHATTY" "$BOOT" /var/lib/libvirt/{dnsmasq,qemu/nvram}
    chmod 711 "$IMAGES" "$SECOND" "$OUTSIDE" "$CHATTY"
    # What libvirt found out about QEMU takes it several seconds. It looks itself whether that still holds.
    mkdir -p "$LAB_CACHE/libvirt" /var/cache/libvirt/qemu/capabilities
    cp -a "$LAB_CACHE/libvirt/." /var/cache/libvirt/qemu/capabilities/ 2>/dev/null || true
    run_libvirtd
    cp -a /var/cache/libvirt/qemu/capabilities/. "$LAB_CACHE/libvirt/"
}

# Returns when it answers. Without the lock of lab/up, which it would keep.
run_libvirtd() {
    libvirtd --daemon 9>&-
    wait_for 120 "libvirtd" virsh version
}

libvirtd_ended() { ! grep -qsF -e "$LAB_MARK " "/proc/$1/mountinfo"; }

# end_libvirtd SIGNAL: a graceful end takes a while where it first ends the domains that are bound to their clients.
end_libvirtd() {
    local pid
    pid=$(cat /run/libvirtd.pid) && ! libvirtd_ended "$pid" || die "libvirtd does not run"
    kill "-$1" "$pid"
    wait_for 120 "the end of libvirtd" libvirtd_ended "$pid"
}

virsh() { command virsh -q -c qemu:///system "$@"; }

start_libvirt_networks() {
    local xml
    for xml in "$LAB_DIR"/networks/*.xml; do
        virsh net-define "$xml" >/dev/null
        virsh net-start "$(basename "$xml" .xml)" >/dev/null
    done
}

make_domains() {
    local guest=$1 type=$2 pool xml block vsock=
    block=$(cat "$LAB_STATE/block-device")
    install -m 644 "$guest"/{kernel,vmlinuz,initrd} "$BOOT/"
    for pool in "default $IMAGES" "second $SECOND"; do
        virsh pool-define-as "${pool% *}" dir --target "${pool#* }" >/dev/null
    done
    make_disks "$guest"
    make_varstore
    [[ ! -c /dev/vhost-vsock ]] || vsock="<vsock model='virtio'><cid auto='no' address='42'/></vsock>"
    for pool in default second; do virsh pool-start "$pool" >/dev/null; done
    for xml in "$LAB_DIR"/domains/*.xml; do
        sed "s|@TYPE@|$type|; s|@MEMORY@|$LAB_GUEST_MEMORY|; s|@NAME@|$(basename "$xml" .xml)|; s|@BOOT@|$BOOT|
            s|@IMAGES@|$IMAGES|; s|@SECOND@|$SECOND|; s|@OUTSIDE@|$OUTSIDE|; s|@BLOCK@|$block|; s|@CHATTY@|$CHATTY|
            s|@STATIC@|$STATIC_GUEST|; s|@VSOCK@|$vsock|" "$xml" |
            virsh define /dev/stdin >/dev/null
    done
}

# The systems, each a copy of the guest's, and what some domains have beside them.
make_disks() {
    local guest=$1 name
    for name in my_base_domain tiny-base two-disk-base static-base nvram-base uefi-base four-disk-base chatty-base \
        ipv6-base agent-base; do
        system_disk "$guest/system.qcow2" "$IMAGES/$name.qcow2"
    done
    system_disk "$guest/system.qcow2" "$OUTSIDE/outside-base.qcow2"
    system_disk "$guest/system.raw" "$IMAGES/raw-base.raw"
    system_disk "$guest/system.raw" "$IMAGES/chain-base-bottom.raw"
    qemu-img create -q -f qcow2 -F raw -b "$IMAGES/chain-base-bottom.raw" "$IMAGES/chain-base-middle.qcow2"
    qemu-img create -q -f qcow2 -F qcow2 -b "$IMAGES/chain-base-middle.qcow2" "$IMAGES/chain-base.qcow2"

    data_disk raw "$IMAGES/two-disk-base-data.raw"
    data_disk qcow2 "$IMAGES/block-base-data.qcow2"
    data_disk raw "$IMAGES/four-disk-base-vdb.raw"
    data_disk qcow2 "$SECOND/four-disk-base-vdc.qcow2"
    data_disk raw "$SECOND/four-disk-base-vdd.raw"
}

# data_disk FORMAT FILE: with a file that a test can recognise, named by the disk.
data_disk() {
    local contents=$LAB_STATE/data raw=$LAB_STATE/data.raw name
    name=$(basename "$2")
    mkdir -p "$contents"
    printf 'known contents of %s\n' "${name%.*}" >"$contents/known"
    rm -f "$raw"
    mke2fs -q -t ext4 -L data -E root_owner=0:0,lazy_itable_init=0 -m 0 -d "$contents" "$raw" 16M >/dev/null
    qemu-img convert -f raw -O "$1" "$raw" "$2"
    chmod 644 "$2"
    rm -r "$contents" "$raw"
}

# Variables of a firmware: SeaBIOS does not read them, which makes it a fast stand-in for UEFI.
make_varstore() {
    local varstore=/var/lib/libvirt/qemu/nvram/nvram-base_VARS.fd
    head -c 131072 /dev/zero | tr '\0' '\377' >"$varstore"
    printf 'known contents of nvram-base' | dd of="$varstore" conv=notrunc status=none
    install -m 644 "$varstore" "$IMAGES/nvram-template.fd"
}
