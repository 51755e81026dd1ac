# shellcheck shell=bash
# The lab's own view of the machine: a network namespace with nothing in it, and a mount namespace where the folders
# that libvirt, OpenSSH and dnsmasq use are private ones.
#
# There is no process namespace on purpose. Entering one takes a fork, and then a killed lab/jvm/bin/java would leave
# its JVM behind; and Surefire's JVM looks for Maven's process id, which it could not see. LAB_MARK does as well.

# The process ids of everything in the lab.
lab_processes() {
    grep -lF -e "$LAB_MARK " /proc/[0-9]*/mountinfo 2>/dev/null | sed 's|/proc/\([0-9]*\)/.*|\1|' || true
}

# The process that keeps the namespaces in being. Fails when there is none.
lab_holder() {
    local pid
    pid=$(cat "$LAB_STATE/holder" 2>/dev/null) && grep -qsF -e "$LAB_MARK " "/proc/$pid/mountinfo" && printf '%s\n' "$pid"
}

# enter_lab COMMAND…: becomes COMMAND inside the lab, in the current folder. Only execs: the process that was started is
# the one that runs, so its exit status, its signals and its end are those of COMMAND.
enter_lab() {
    local holder
    holder=$(lab_holder) || die "the lab is not up (lab/up starts it)"
    exec nsenter --target "$holder" --mount --net -- \
        env --chdir "$PWD" -u SSH_AUTH_SOCK -u DBUS_SESSION_BUS_ADDRESS -u XDG_RUNTIME_DIR -u XDG_CONFIG_HOME \
        HOME="$LAB_HOME" USER=root LOGNAME=root LIBVIRT_DEFAULT_URI=qemu:///system "$@"
}

inside() { (enter_lab "$@" 9>&-); }

# The loop devices on files of the lab. They belong to no namespace and outlive every process.
lab_loop_devices() {
    losetup --list --noheadings --raw --output NAME,BACK-FILE 2>/dev/null | sed -n "s|^\([^ ]*\) $LAB_STATE/.*|\1|p"
}

start_namespace() {
    local holder
    mkdir -p "$LAB_STATE/log"
    # The first mount is the mark, so that lab/down finds even a lab that got no further than this. A new /run hides the
    # sockets of the machine's daemons: in the lab there is no systemd and no D-Bus to ask.
    # shellcheck disable=SC2016  # expanded by the inner shell
    setsid unshare --mount --net --propagation private \
        sh -c 'mount -t tmpfs -o mode=755 "$1" /run && exec sleep infinity' cloudhost-lab "$LAB_MARK" \
        </dev/null >"$LAB_STATE/log/holder" 2>&1 9>&- &
    holder=$!
    printf '%s\n' "$holder" >"$LAB_STATE/holder"
    wait_for 10 "the namespaces" lab_holder
}

# The block device of block-base. Made outside: to lab/down, a file that was opened inside has no path once the mount
# namespace is gone.
make_block_device() {
    system_disk "$GUEST/system.raw" "$LAB_STATE/block-base.raw"
    losetup --find --show "$LAB_STATE/block-base.raw" >"$LAB_STATE/block-device" || die "there is no loop device to be had"
}

# From here on: called inside the lab.

# Makes DIR a place to mount on. Where the machine has no such folder, its parent is replaced by a private one that
# shows the same entries: nothing may appear on the real disk.
mount_point() {
    local dir=$1 parent entry twin
    [[ -d $dir ]] && return
    parent=$(dirname "$dir") twin=$LAB_STATE/twins$(dirname "$dir")
    mkdir -p "$twin"
    for entry in "$parent"/* "$parent"/.[!.]*; do
        if [[ -L $entry ]]; then
            cp -P "$entry" "$twin/"
        elif [[ -d $entry ]]; then
            mkdir "$twin/${entry##*/}"
            mount --rbind "$entry" "$twin/${entry##*/}"
        elif [[ -f $entry ]]; then
            : >"$twin/${entry##*/}"
            mount --bind "$entry" "$twin/${entry##*/}"
        fi
    done
    mount --rbind "$twin" "$parent"
    mkdir "$dir"
}

# private_folder DIR: empty, and ours alone, for whoever may use the machine's.
private_folder() {
    mount_point "$1"
    mkdir -p "$LAB_STATE/root$1"
    chown --reference="$1" "$LAB_STATE/root$1"
    chmod --reference="$1" "$LAB_STATE/root$1"
    mount --bind "$LAB_STATE/root$1" "$1"
}

private_mounts() {
    local dir
    # sysfs shows the network namespace it was mounted in. Without control groups in sight, libvirt makes none that
    # somebody would have to remove.
    umount --recursive --lazy /sys || die "cannot replace /sys"
    mount -t sysfs sysfs /sys

    mkdir "$LAB_STATE/root"
    cp -a /etc "$LAB_STATE/root/etc"
    mount --bind "$LAB_STATE/root/etc" /etc
    for dir in /var/lib/libvirt /var/lib/dnsmasq /var/log/libvirt /var/cache/libvirt /var/lib/swtpm-localca /var/log/swtpm; do
        private_folder "$dir"
    done
    mkdir -p /run/lock /run/libvirt /run/sshd

    # libvirt asks QEMU anew at every start (a minute instead of a second) when the user it runs QEMU as may not open
    # /dev/kvm. Many machines give it to root only, so the lab has a node of its own.
    if [[ -c /dev/kvm ]]; then
        mknod -m 660 /run/kvm c "0x$(stat -c %t /dev/kvm)" "0x$(stat -c %T /dev/kvm)"
        chgrp kvm /run/kvm
        mount --bind /run/kvm /dev/kvm
    fi
}
