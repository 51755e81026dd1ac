package io.cloudhost.api;

import java.util.List;

/**
 * Say what a sweep found and did.
 *
 * @param hosts all hosts that were found, each once
 * @param unswept the places that could not be looked at
 */
public record SweepReport(List<SweptHost> hosts, List<UnsweptPlace> unswept) {

    /**
     * Say why a place was not swept.
     *
     * @param place the place, or the label of a host that is not configured properly
     * @param failure what went wrong
     */
    public record UnsweptPlace(String place, RuntimeException failure) {}

    /** Copy the lists. */
    public SweepReport {
        hosts = List.copyOf(hosts);
        unswept = List.copyOf(unswept);
    }

    /**
     * Tell whether all places were looked at, and everything was removed that nobody wants.
     *
     * @return whether nothing has failed
     */
    public boolean isComplete() {
        return unswept.isEmpty() && hosts.stream().noneMatch(host -> host.outcome() == SweptHost.Outcome.FAILED);
    }
}
