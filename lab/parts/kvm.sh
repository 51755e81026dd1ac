# shellcheck shell=bash
# Whether guests can use hardware virtualisation. A /dev/kvm that opens says little: in nested or emulated machines it
# may hang or fail once a guest runs. So a guest's kernel is started with it.

kvm_works() {
    local guest=$1 out=$LAB_STATE/log/kvm-probe
    [[ -c /dev/kvm ]] || return 1
    # The first program of the guest prints this word and stops the machine.
    timeout 6 qemu-system-x86_64 -accel kvm -m 192 -nodefaults -display none -no-reboot -serial stdio \
        -kernel "$guest/kernel" -initrd "$guest/initrd" -append 'console=ttyS0 quiet cloudhost.probe' \
        </dev/null >"$out" 2>&1 || return 1
    grep -q cloudhost-probe-alive "$out"
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
