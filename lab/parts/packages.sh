# shellcheck shell=bash
# Installs what the lab is made of. Asks apt only when something is missing.

export DEBIAN_FRONTEND=noninteractive

missing_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s\n' "$package"
    done
}

apt_get() { apt-get -qq -y -o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root "$@" >/dev/null; }

# A machine that was never updated, or was long ago, knows no package or only ones that the archive no longer has.
# So: try with what is known, update once when that fails, try again.
with_apt_update() {
    "$@" 2>/dev/null && return
    say "updating the package lists"
    apt_get update
    "$@"
}

# The subshell is there for its EXIT trap: the policy goes away however the installation ends.
install_quietly() (
    # Nothing is to start by being installed: the lab runs its own daemons, the machine's are not our business.
    # A policy that is there already belongs to someone else, who has thought of it.
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d
    fi
    with_apt_update apt_get --no-install-recommends install "$@"
)

# libvirt loads its drivers as modules. Up to Debian 12 they come with the daemon, later in packages of their own, which
# bear the driver's name.
missing_drivers() {
    local driver
    for driver in qemu network storage nodedev nwfilter secret interface; do
        compgen -G "/usr/lib/*/libvirt/connection-driver/libvirt_driver_$driver.so" >/dev/null ||
            printf 'libvirt-daemon-driver-%s\n' "$driver"
    done
}

# The daemon behind virtiofs came with QEMU up to version 7; since then it has a package of its own.
missing_virtiofsd() {
    compgen -G '/usr/share/qemu/vhost-user/*virtiofsd*.json' >/dev/null || printf 'virtiofsd\n'
}

install_packages() {
    local find missing
    [[ $(dpkg --print-architecture) == amd64 ]] || die "the lab's guest is built for amd64 only"
    for find in missing_packages missing_drivers missing_virtiofsd; do
        mapfile -t missing < <("$find" "${LAB_PACKAGES[@]}")
        ((${#missing[@]})) || continue
        say "installing ${missing[*]}"
        install_quietly "${missing[@]}"
    done
}
