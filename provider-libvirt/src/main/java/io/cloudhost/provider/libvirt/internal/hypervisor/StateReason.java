package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.List;
import java.util.Map;

/** Says for people why a domain is in its state: virDomainRunningReason, virDomainPausedReason and so on. */
final class StateReason {

    /** The words of each state, in the order of libvirt's numbers. */
    private static final Map<DomainState, List<String>> WORDS = Map.of(
            DomainState.RUNNING,
            List.of(
                    "",
                    "booted",
                    "migrated",
                    "restored",
                    "started from a snapshot",
                    "resumed",
                    "migration cancelled",
                    "saving cancelled",
                    "woken up",
                    "resumed after a crash",
                    "migrating"),
            DomainState.PAUSED,
            List.of(
                    "",
                    "by a user",
                    "migrating",
                    "saving",
                    "dumping",
                    "I/O error",
                    "watchdog",
                    "from a snapshot",
                    "shutting down",
                    "taking a snapshot",
                    "crashed",
                    "starting up",
                    "migrating",
                    "migration failed",
                    "an error of libvirt"),
            DomainState.SHUTTING_DOWN,
            List.of("", "by a user"),
            DomainState.SHUT_OFF,
            List.of(
                    "",
                    "shut down",
                    "destroyed",
                    "crashed",
                    "migrated",
                    "saved",
                    "failed to start",
                    "from a snapshot",
                    "lost by libvirtd"),
            DomainState.CRASHED,
            List.of("", "panicked"));

    private StateReason() {}

    /** Returns the words for a number; empty where libvirt gives no reason, or one that is not known here. */
    static String of(DomainState state, int number) {
        List<String> words = WORDS.getOrDefault(state, List.of());
        return number >= 0 && number < words.size() ? words.get(number) : "";
    }
}
