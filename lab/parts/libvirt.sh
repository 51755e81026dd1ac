# shellcheck shell=bash
# The private libvirt daemon, its networks, its pool and the base domains. Runs inside.

IMAGES=/var/lib/libvirt/images
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
    mkdir -p "$IMAGES" "$BOOT" /var/lib/libvirt/{dnsmasq,qemu/nvram}
    chmod 711 "$IMAGES"
    # What libvirt found out about QEMU takes it several seconds. It looks itself whether that still holds.
    mkdir -p "$LAB_CACHE/libvirt" /var/cache/libvirt/qemu/capabilities
    cp -a "$LAB_CACHE/libvirt/." /var/cache/libvirt/qemu/capabilities/ 2>/dev/null || true
    libvirtd --daemon
    wait_for 120 "libvirtd" virsh version
    cp -a /var/cache/libvirt/qemu/capabilities/. "$LAB_CACHE/libvirt/"
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
    local guest=$1 type=$2 xml name
    virsh pool-define-as default dir --target "$IMAGES" >/dev/null
    virsh pool-start default >/dev/null
    install -m 644 "$guest/kernel" "$guest/initrd" "$BOOT/"
    make_extra_disks
    for xml in "$LAB_DIR"/domains/*.xml; do
        name=$(basename "$xml" .xml)
        cp --reflink=auto --sparse=always "$guest/system.qcow2" "$IMAGES/$name.qcow2"
        chmod 644 "$IMAGES/$name.qcow2"
        sed "s|@TYPE@|$type|; s|@MEMORY@|$LAB_GUEST_MEMORY|; s|@NAME@|$name|; s|@BOOT@|$BOOT|; s|@IMAGES@|$IMAGES|; s|@STATIC@|$STATIC_GUEST|" "$xml" |
            virsh define /dev/stdin >/dev/null
    done
    virsh pool-refresh default >/dev/null
}

# What some domains have beside the system disk, each with contents that a test can recognise.
make_extra_disks() {
    local contents=$LAB_STATE/data
    mkdir -p "$contents"
    printf 'known contents of two-disk-base\n' >"$contents/known"
    mke2fs -q -t ext4 -L data -E root_owner=0:0,lazy_itable_init=0 -m 0 -d "$contents" "$IMAGES/two-disk-base-data.raw" 16M >/dev/null
    rm -r "$contents"
    # Variables of a firmware: SeaBIOS does not read them, which makes it a fast stand-in for UEFI.
    head -c 131072 /dev/zero | tr '\0' '\377' >/var/lib/libvirt/qemu/nvram/nvram-base_VARS.fd
    printf 'known contents of nvram-base' | dd of=/var/lib/libvirt/qemu/nvram/nvram-base_VARS.fd conv=notrunc status=none
    cp /var/lib/libvirt/qemu/nvram/nvram-base_VARS.fd "$IMAGES/nvram-template.fd"
    chmod 644 "$IMAGES"/*.raw "$IMAGES"/*.fd
}
