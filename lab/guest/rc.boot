#!/bin/sh
# shellcheck disable=SC2018,SC2019  # a UUID has no accents
# Brings the guest up: file systems, name, SSH, network. The console and the power button follow from /etc/inittab.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
[ ! -d /sys/firmware/efi ] || mount -t efivarfs efivarfs /sys/firmware/efi/efivars
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp

# What a domain's definition wants of its guest.
static='' delay='' twice='' client='' ipv6='' service=''
read -r arguments </proc/cmdline
for argument in $arguments; do
    case $argument in
    cloudhost.ip=*) static=${argument#*=} ;;
    cloudhost.dhcp-delay=*) delay=${argument#*=} ;;
    cloudhost.dhcp=twice) twice=1 ;;
    cloudhost.client-id=*) client=${argument#*=} ;;
    cloudhost.ipv6) ipv6=1 ;;
    cloudhost.service-delay=*) service=${argument#*=} ;;
    esac
done

# The name that whoever made the domain wrote into its SMBIOS serial number, in the words of cloud-init's NoCloud.
smbios_name() {
    read -r serial _ </sys/class/dmi/id/product_serial
    case $serial in
    'ds=nocloud;'* | 'ds=nocloud-net;'*) ;;
    *) return ;;
    esac
    IFS=';'
    for field in $serial; do
        case $field in
        h=* | local-hostname=*) given=${field#*=} ;;
        esac
    done
    echo "${given%%.*}"
}

# Every clone has a UUID of its own, so it makes a good name where there is no other: known to whoever made the clone,
# and unique.
uuid=$(tr 'A-Z' 'a-z' 2>/dev/null </sys/class/dmi/id/product_uuid)
name=$(smbios_name 2>/dev/null)
name=${name:-${uuid:-guest}}
hostname "$name"
ip link set lo up

if [ -b /dev/vdb ]; then
    mkdir -p /data
    mount -t ext4 -o noatime /dev/vdb /data
fi
# Folders that the machine does not have would be complained of on the console.
! ls /sys/bus/virtio/drivers/9pnet_virtio/virtio* >/dev/null 2>&1 || mount -a 2>/dev/null

# Made here and not in the image, or all clones would share one.
[ -s /etc/dropbear/host_key ] || dropbearkey -t ed25519 -f /etc/dropbear/host_key >/dev/null 2>&1
# Before there is an address: whoever finds the guest may log in at once.
dropbear -s -r /etc/dropbear/host_key

# Never gives up, since a machine under load may take long to answer.
dhcp() { udhcpc -f -S -t 30 -T 1 -A 1 "$@" >/dev/null 2>&1; }

# addresses NIC: asks for them, and keeps them.
addresses() {
    [ -z "$delay" ] || sleep "$delay"
    # Needs no script, it sets the addresses itself.
    [ -z "$ipv6" ] || dhcpcd -q -b -f /etc/dhcpcd.conf "$1" >/dev/null 2>&1
    # As a firmware does that boots from the network: it has a client id of its own, and never gives its lease back.
    [ -z "$twice" ] || dhcp -q -i "$1" -x "0x3d:00$(echo "$uuid" | tr -d -)" -s /bin/true
    dhcp -i "$1" -x "hostname:$name" ${client:+-x "0x3d:$client"} -s /etc/udhcpc.script
}

for path in /sys/class/net/eth*; do
    [ -e "$path" ] || continue
    nic=${path##*/}
    ip link set "$nic" up
    if [ -n "$static" ] && [ "$nic" = eth0 ]; then
        ip addr add "$static" dev eth0
    else
        # Each on its own: one network without an answer must not keep the others waiting.
        addresses "$nic" &
    fi
done

guest_agent() {
    ls /sys/bus/virtio/drivers/virtio_console/virtio* >/dev/null 2>&1 || return
    # The hypervisor tells the names of the ports some time after the device is there.
    tries=0
    until port=$(grep -ls '^org\.qemu\.guest_agent\.0$' /sys/class/virtio-ports/*/name); do
        tries=$((tries + 1))
        [ $tries -le 100 ] || return
        usleep 50000
    done
    port=${port%/name}
    exec qemu-ga -m virtio-serial -p "/dev/${port##*/}" -t /run >/dev/null 2>&1
}
guest_agent &

# A service that is there some time after the guest: what a test waits for.
serve() {
    sleep "$service"
    mkdir -p /run/www
    echo ok >/run/www/health
    httpd -p 8080 -h /run/www
    echo 'The service is up.' >/dev/console
}
[ -z "$service" ] || serve &
