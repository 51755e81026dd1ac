package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Optional;

/** Say for people what libvirt's lifecycle events, and the states of domains, tell of a domain's end. */
public final class DomainEnd {

    /** VIR_DOMAIN_EVENT_STOPPED; the details below are VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN and so on. */
    private static final int STOPPED = 5;

    private static final int SHUT_DOWN = 0;
    private static final int DESTROYED = 1;
    private static final int CRASHED_AND_STOPPED = 2;
    private static final int MIGRATED = 3;
    private static final int SAVED = 4;
    private static final int FAILED = 5;
    private static final int SNAPSHOT = 6;

    /** VIR_DOMAIN_EVENT_CRASHED. */
    private static final int CRASHED = 8;

    private DomainEnd() {}

    /**
     * Returns what completes "the domain …"; empty where the event is no end. A shutdown that is only beginning is none:
     * libvirt announces a reboot in the same way. A guest's panic is one, even where the domain is then kept or started
     * again: libvirt tells of it seconds before it has ended the rest, or never ends it.
     */
    static Optional<String> of(int event, int detail) {
        return switch (event) {
            case STOPPED -> Optional.of(stopped(detail));
            case CRASHED -> Optional.of("has crashed");
            default -> Optional.empty();
        };
    }

    /**
     * Tell an end by a domain's state.
     *
     * @param state the state; empty where there is no such domain
     * @return what completes "the domain …", e.g. {@code is shut off}; empty where a domain in this state has not ended
     */
    public static Optional<String> of(Optional<DomainState> state) {
        return state.isEmpty()
                ? Optional.of("is gone")
                : state.filter(found -> found == DomainState.SHUT_OFF || found == DomainState.CRASHED)
                        .map(found -> found == DomainState.CRASHED ? "has crashed" : "is shut off");
    }

    private static String stopped(int detail) {
        return switch (detail) {
            case SHUT_DOWN -> "has shut down";
            case DESTROYED -> "was destroyed";
            case CRASHED_AND_STOPPED -> "has crashed";
            case MIGRATED -> "was migrated to another hypervisor";
            case SAVED -> "was saved";
            case FAILED -> "failed: QEMU ended unexpectedly";
            case SNAPSHOT -> "was reverted to a snapshot of when it did not run";
            default -> "has ended";
        };
    }
}
