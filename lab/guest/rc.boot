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

# Every clone has a UUID of its own, so it makes a good name: known to whoever made the clone, and unique.
name=$(tr 'A-Z' 'a-z' 2>/dev/null </sys/class/dmi/id/product_uuid)
hostname "${name:-guest}"
ip link set lo up

if [ -b /dev/vdb ]; then
    mkdir -p /data
    mount -t ext4 -o noatime /dev/vdb /data
fi

# Made here and not in the image, or all clones would share one.
[ -s /etc/dropbear/host_key ] || dropbearkey -t ed25519 -f /etc/dropbear/host_key >/dev/null 2>&1
# Before there is an address: whoever finds the guest may log in at once.
dropbear -s -r /etc/dropbear/host_key

static=$(sed -n 's/.*cloudhost\.ip=\([^ ]*\).*/\1/p' /proc/cmdline)
for path in /sys/class/net/eth*; do
    [ -e "$path" ] || continue
    nic=${path##*/}
    ip link set "$nic" up
    if [ -n "$static" ] && [ "$nic" = eth0 ]; then
        ip addr add "$static" dev eth0
    else
        # Each on its own: one network without an answer must not keep the others waiting. Never gives up, since a
        # machine under load may take long to answer.
        udhcpc -f -S -i "$nic" -t 30 -T 1 -A 1 -x "hostname:$name" -s /etc/udhcpc.script >/dev/null 2>&1 &
    fi
done
