# shellcheck shell=bash
# Builds the guest: kernel, initramfs and disk image, from packages of the distribution, kept in the cache.
# Needs no loop device, no mount and no network beyond the package archive.

# The packages that are unpacked, never installed: the machine's own boot and network are not our business. Of the kernel
# Debian has one package; Ubuntu keeps the modules apart. Debian's "cloud" kernel would be smaller, but has no 9p.
# Prints "package version" lines. Where apt keeps no index it takes seconds to answer, so the answer is kept until its
# lists change.
guest_packages() {
    local answer=$LAB_CACHE/packages lists image
    lists=$(stat -c %y /var/lib/apt/lists)
    if [[ $(head -n 1 "$answer" 2>/dev/null) != "$lists" ]]; then
        image=$(apt-cache depends --important linux-image-amd64 linux-image-generic 2>/dev/null |
            awk '$1 ~ /^[|]?Depends:$/ && $2 ~ /^linux-image-[0-9]/ { print $2; exit }') || true
        [[ -n $image ]] || return 1
        {
            printf '%s\n' "$lists"
            apt-cache show --no-all-versions "$image" "${image/image/modules}" "${image/image/modules-extra}" \
                "${LAB_GUEST_PACKAGES[@]}" 2>/dev/null |
                awk '$1 == "Package:" { name = $2 } $1 == "Version:" { print name, $2 }' || true
        } >"$answer.new"
        mv "$answer.new" "$answer"
    fi
    tail -n +2 "$answer"
}

# The names and versions of all the image is made of, and the files that shape it. One line per input.
guest_inputs() {
    guest_packages || return 1
    dpkg-query -W busybox-static dropbear-bin openssh-sftp-server openssh-client libc6
    (cd "$LAB_DIR" && sha256sum guest/* parts/guest.sh)
    (cd "$LAB_CACHE/keys" && sha256sum ./*.pub)
}

guest_key() {
    local inputs
    inputs=$(guest_inputs) || return 1
    sha256sum <<<"$inputs" | cut -c 1-16
}

# The lab's own SSH keys, those of users and of servers. The image lets the former in, so they live as long as it does.
make_keys() {
    local keys=$LAB_CACHE/keys box type
    [[ -s $keys/id_ed25519.pub ]] && return
    say "making the lab's SSH keys"
    rm -rf "$keys"
    mkdir -p "$keys"
    chmod 700 "$keys"
    ssh-keygen -q -t rsa -b 3072 -N "$LAB_PASSPHRASE" -C cloudhost-lab -f "$keys/id_rsa"
    for box in linux-box dhcp-box; do
        mkdir "$keys/$box"
        for type in rsa ecdsa ed25519; do
            ssh-keygen -q -t "$type" -N '' -C "$box" -f "$keys/$box/ssh_host_${type}_key"
        done
    done
    # Last: its being there says that all are.
    ssh-keygen -q -t ed25519 -N '' -C cloudhost-lab -f "$keys/id_ed25519"
}

# Sets GUEST to the folder with the kernel twice (kernel to boot directly, vmlinuz for a firmware that starts it itself),
# initrd, and the system disk as system.raw and system.qcow2; made if it is not there.
make_guest() {
    local key work
    mkdir -p "$LAB_CACHE"
    make_keys
    if ! key=$(guest_key); then
        say "updating the package lists"
        apt_get update
        key=$(guest_key) || die "the archive has neither linux-image-amd64 nor linux-image-generic"
    fi
    GUEST=$LAB_CACHE/guest-$key
    [[ -d $GUEST ]] && return
    say "building the guest"
    # Under another name until it is whole: an interrupted build is never taken for an image.
    work=$LAB_CACHE/.building
    rm -rf "$work"
    mkdir -p "$work/out"
    unpack_packages "$work"
    guest_kernel "$work"
    guest_initrd "$work"
    guest_kernel_unpacked "$work"
    guest_disk "$work"
    find "$LAB_CACHE" -maxdepth 1 -name 'guest-*' -exec rm -rf {} +
    mv "$work/out" "$GUEST"
    rm -rf "$work"
}

unpack_packages() {
    local work=$1 packages package
    mapfile -t packages < <(guest_packages | cut -d ' ' -f 1)
    mkdir "$work/debs" "$work/packages"
    with_apt_update download_to "$work/debs" "${packages[@]}"
    for package in "$work"/debs/*.deb; do dpkg-deb --extract "$package" "$work/packages"; done
}

guest_kernel() {
    local work=$1 tree=$1/packages
    # Newer packages have only /usr/lib/modules, and modprobe looks in /lib/modules.
    mkdir -p "$tree/lib"
    [[ -e $tree/lib/modules ]] || ln -s ../usr/lib/modules "$tree/lib/modules"
    install -m 644 "$tree"/boot/vmlinuz-* "$work/out/vmlinuz"
    ln "$work/out/vmlinuz" "$work/out/kernel"
}

# Under emulation a kernel takes half of its time to boot for unpacking itself. So the guest gets it unpacked, where QEMU
# can start it like this (it can when the kernel was built with CONFIG_PVH, as Debian's is). Needs the initrd to try.
guest_kernel_unpacked() {
    local work=$1 packed=$1/out/kernel unpacked=$1/unpacked start size unpack
    # Documentation/x86/boot in the kernel: setup_sects, payload_offset, payload_length
    start=$((($(od -An -tu1 -j 497 -N 1 "$packed") + 1) * 512 + $(od -An -tu4 -j 584 -N 4 "$packed")))
    size=$(od -An -tu4 -j 588 -N 4 "$packed")
    case $(od -An -tx1 -j "$start" -N 4 "$packed" | tr -d ' ') in
    fd377a58) unpack=xz ;;
    28b52ffd) unpack=zstd ;;
    1f8b*) unpack=gzip ;;
    *) return 0 ;;
    esac
    # It complains about the size that follows the payload.
    tail -c "+$((start + 1))" "$packed" | head -c "$((size))" | "$unpack" -dcq >"$unpacked" 2>/dev/null || true
    if kernel_starts "$unpacked" "$work/out/initrd" -accel tcg; then mv "$unpacked" "$packed"; fi
}

# kernel_starts KERNEL INITRD OPTION…: whether QEMU with these options gets as far as the guest's first program, which
# prints this word and stops the machine.
kernel_starts() {
    timeout 6 qemu-system-x86_64 -m "$LAB_GUEST_MEMORY" -nodefaults -display none -no-reboot -serial stdio \
        -kernel "$1" -initrd "$2" -append 'console=ttyS0 quiet cloudhost.probe' "${@:3}" </dev/null 2>&1 |
        grep cloudhost-probe-alive >/dev/null
}

download_to() (
    cd "$1" && shift && apt_get download "$@"
)

guest_initrd() {
    local work=$1 root=$1/initramfs release wanted path name
    release=$(basename "$work"/packages/lib/modules/*)
    depmod -b "$work/packages" "$release"
    mkdir -p "$root"/{bin,dev,proc,sysroot,modules}
    install "$(type -P busybox)" "$root/bin/busybox"
    install "$LAB_DIR/guest/initramfs" "$root/init"
    # modprobe knows the order. What it calls builtin needs no loading; what two modules need is loaded once.
    while read -r wanted; do
        modprobe -d "$work/packages" -S "$release" --show-depends "$wanted" ||
            die "the kernel $release has no module $wanted"
    done <"$LAB_DIR/guest/modules" | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r path; do
        name=$(basename "$path")
        case $name in
        *.xz) xz -dc "$path" >"$root/modules/${name%.xz}" ;;
        *.zst) zstd -dcq "$path" >"$root/modules/${name%.zst}" ;;
        *) cp "$path" "$root/modules/$name" ;;
        esac
        printf '%s\n' "${name%.ko*}.ko" >>"$root/modules/order"
    done
    # Not compressed: under emulation, unpacking costs more than reading.
    (cd "$root" && find . | cpio --quiet --create --format newc --owner 0:0) >"$work/out/initrd"
}

guest_disk() {
    local work=$1 root=$1/system applet
    mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,dev,proc,sys,run,tmp,mnt,data,vagrant,root/.ssh,var/log,etc/dropbear,etc/acpi/PWRF}
    install "$(type -P busybox)" "$root/bin/busybox"
    for applet in $("$root/bin/busybox" --list); do ln -s busybox "$root/bin/$applet" 2>/dev/null || true; done
    for applet in init acpid poweroff modprobe; do ln -s ../bin/busybox "$root/sbin/$applet"; done

    copy_program /usr/sbin/dropbear "$root"
    copy_program /usr/bin/dropbearkey "$root"
    copy_program /usr/bin/dbclient "$root"
    # Where dropbear looks for it.
    copy_program /usr/lib/openssh/sftp-server "$root"
    ln -s openssh/sftp-server "$root/usr/lib/sftp-server"
    copy_program /usr/bin/scp "$root"
    copy_program /usr/sbin/dhcpcd "$root" "$work/packages"
    copy_program /usr/sbin/qemu-ga "$root" "$work/packages"

    install -m 644 "$LAB_DIR/guest/inittab" "$root/etc/inittab"
    install "$LAB_DIR/guest/rc.boot" "$root/etc/rc.boot"
    install "$LAB_DIR/guest/udhcpc.script" "$root/etc/udhcpc.script"
    install -m 644 "$LAB_DIR/guest/fstab" "$root/etc/fstab"
    install -m 644 "$LAB_DIR/guest/dhcpcd.conf" "$root/etc/dhcpcd.conf"
    install "$LAB_DIR/guest/power-button" "$root/etc/acpi/PWRF/00000080"
    printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:*:19000:0:99999:7:::\n' >"$root/etc/shadow"
    printf 'root:x:0:\n' >"$root/etc/group"
    printf '/bin/sh\n' >"$root/etc/shells"
    printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
    : >"$root/etc/resolv.conf"
    cat "$LAB_CACHE"/keys/*.pub >"$root/root/.ssh/authorized_keys"
    chmod 700 "$root/root" "$root/root/.ssh"
    chmod 600 "$root/root/.ssh/authorized_keys" "$root/etc/shadow"
    chmod 1777 "$root/tmp"

    mke2fs -q -t ext4 -L system -E root_owner=0:0,lazy_itable_init=0 -J size=4 -m 0 -d "$root" "$work/out/system.raw" 96M >/dev/null
    qemu-img convert -f raw -O qcow2 "$work/out/system.raw" "$work/out/system.qcow2"
}

# system_disk IMAGE FILE: a copy of the system for one domain.
system_disk() {
    cp --reflink=auto --sparse=always "$1" "$2"
    chmod 644 "$2"
}

# copy_program FILE ROOT [PACKAGES]: with the libraries that it names, at their own places. PACKAGES is where it was
# unpacked, if it is not installed; its libraries are.
copy_program() {
    local program=${3:-}$1 libraries file
    install -D "$program" "$2$1"
    libraries=$(ldd "$program")
    [[ $libraries != *'not found'* ]] || die "$1 needs a library that is not installed: $libraries"
    grep -o '/[^ ]*' <<<"$libraries" | while read -r file; do
        [[ -e $2$file ]] || install -D "$file" "$2$file"
    done
}
