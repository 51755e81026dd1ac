# shellcheck shell=bash
# Taking the lab down, whatever state it is in.

# The lab would end the shell that asks for its end.
outside_only() {
    ! grep -qF -e "$LAB_MARK " /proc/self/mountinfo || die "not from within the lab"
}

lab_leftovers() { [[ -e $LAB_STATE || -n $(lab_processes)$(lab_loop_devices) ]]; }

no_lab_processes() { [[ -z $(lab_processes) ]]; }

# Ends everything that lives in the lab's mount namespace. With the last process the kernel removes the namespaces, and
# with them their mounts and interfaces. Nothing in there is worth an orderly shutdown.
take_down() {
    local pids device deadline=$((SECONDS + 30))
    # Again until there is none: a process may start another one between the look and the end.
    until no_lab_processes; do
        ((SECONDS < deadline)) || die "these do not end: $(lab_processes | tr '\n' ' ')"
        mapfile -t pids < <(lab_processes)
        kill -KILL "${pids[@]}" 2>/dev/null || true
        sleep 0.05
    done
    for device in $(lab_loop_devices); do losetup --detach "$device"; done
    rm -rf --one-file-system "$LAB_STATE"
}
