package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The time from the loss of a connection to its replacement.
 *
 * @param since when the loss was noticed
 * @param attempts how many attempts to replace it have failed
 * @param refusal what the last of them was told
 */
record Outage(Instant since, int attempts, Optional<String> refusal) {

    static Outage beginning(Instant now) {
        return new Outage(now, 0, Optional.empty());
    }

    Outage afterFailed(Throwable attempt) {
        return new Outage(since, attempts + 1, Optional.of(String.valueOf(attempt.getMessage())));
    }

    /** Makes the exception for a call that has waited long enough. */
    HypervisorException toException(ConnectionUrl url) {
        String lost = "the connection to libvirt at " + url + " was lost at " + since.truncatedTo(ChronoUnit.SECONDS);
        return new HypervisorException(
                refusal.map(text -> lost + ", and " + (attempts == 1 ? "an attempt" : attempts + " attempts")
                                + " to replace it failed. The last one: " + text)
                        .orElse(lost + ", and the attempt to replace it has had no answer yet"),
                null);
    }
}
