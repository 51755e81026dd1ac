# shellcheck shell=bash
# Whether guests can use hardware virtualisation. A /dev/kvm that opens says little: in nested or emulated machines it
# may hang or fail once a guest runs. So a guest's kernel is started with it.

kvm_works() {
    [[ -c /dev/kvm ]] && kernel_starts "$1/kernel" "$1/initrd" -accel kvm
}

# Prints "kvm" or "qemu", libvirt's words for it. Asked once per boot of the machine and version of QEMU: on a machine
# where it hangs, asking takes seconds.
domain_type() {
    local guest=$1 question verdict=$LAB_CACHE/domain-type
    question="$(cat /proc/sys/kernel/random/boot_id) $(dpkg-query -W qemu-system-x86)"
    if [[ $(head -n 1 "$verdict" 2>/dev/null) != "$question" ]]; then
        { printf '%s\n' "$question"; if kvm_works "$guest"; then echo kvm; else echo qemu; fi; } >"$verdict.new"
        mv "$verdict.new" "$verdict"
    fi
    tail -n 1 "$verdict"
}
