package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.List;
import java.util.Optional;

/** Says for people what libvirt's lifecycle events tell: virDomainEventType and its details. */
final class DomainHappening {

    /** VIR_DOMAIN_EVENT_DEFINED and so on, in the order of libvirt's numbers. */
    private static final List<String> EVENTS = List.of(
            "was defined",
            "was undefined",
            "was started",
            "was paused",
            "was resumed",
            "has ended",
            "is shutting down",
            "sleeps",
            "has crashed");

    private static final int SUSPENDED = 3;

    /** VIR_DOMAIN_EVENT_SUSPENDED_PAUSED and so on. */
    private static final List<String> SUSPENDED_SINCE = List.of(
            "",
            "for a migration",
            "after an I/O error",
            "by its watchdog",
            "when restored",
            "when reverted to a snapshot",
            "after an error of libvirt",
            "for a migration",
            "after a failed migration");

    private DomainHappening() {}

    /** Returns what completes "the domain …". */
    static String of(int event, int detail) {
        return DomainEnd.of(event, detail)
                .orElseGet(() -> (word(EVENTS, event).orElse("did something unknown, " + event)
                                + " "
                                + (event == SUSPENDED
                                        ? word(SUSPENDED_SINCE, detail).orElse("")
                                        : ""))
                        .strip());
    }

    private static Optional<String> word(List<String> words, int number) {
        return number >= 0 && number < words.size() ? Optional.of(words.get(number)) : Optional.empty();
    }
}
