package io.cloudhost.core.address;

import io.cloudhost.core.IpNotFoundException;
import io.cloudhost.core.LookupEvidence;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLookupRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inquiries of one lookup, in the order in which their answers count. Used by the lookup's thread. */
final class Inquiries {

    private final List<SourceInquiry> all;

    Inquiries(List<SourceInquiry> all) {
        this.all = List.copyOf(all);
    }

    /** Begins the looks that it is time for; see {@link SourceInquiry#lookWhenDue}. */
    void lookWhenDue(Consumer<Runnable> results) {
        all.forEach(inquiry -> inquiry.lookWhenDue(results));
    }

    /**
     * Returns the first answer in their order; empty where there is none, or where one that goes first is just being asked and
     * may still have one.
     */
    Optional<FoundAddress> answer() {
        for (SourceInquiry inquiry : all) {
            if (inquiry.found().isPresent()) {
                return inquiry.found();
            }
            if (inquiry.precedence().compareTo(Duration.ZERO) > 0) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    boolean areOver() {
        return all.stream()
                .allMatch(inquiry -> inquiry.isOver() && inquiry.found().isEmpty());
    }

    /** Returns how long it is until there is something to do; not positive where there is. */
    Duration untilDue() {
        Stream<Duration> dues =
                all.stream().filter(inquiry -> !inquiry.isOver()).map(SourceInquiry::untilDue);
        Stream<Duration> precedences = all.stream()
                .map(SourceInquiry::precedence)
                .filter(precedence -> precedence.compareTo(Duration.ZERO) > 0);
        return Stream.concat(dues, precedences).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    void giveUp() {
        all.forEach(SourceInquiry::giveUp);
    }

    /**
     * Makes the exception that has what each of them was asked and said, in the order of time.
     *
     * @param reason why there is no address, apart from what they said; may be empty
     */
    IpNotFoundException notFound(IpLookupRequest host, String reason) {
        List<SourceInquiry> latestLast = all.stream()
                .sorted(Comparator.comparing(inquiry -> inquiry.evidence().lastAt()))
                .toList();
        List<LookupEvidence> evidence =
                latestLast.stream().map(SourceInquiry::evidence).toList();
        String said = evidence.stream().map(LookupEvidence::toString).collect(Collectors.joining("; "));
        return new IpNotFoundException(
                "no address found for " + host + reason + ". " + said, evidence, lastFailure(latestLast));
    }

    private static @Nullable Throwable lastFailure(List<SourceInquiry> latestLast) {
        Throwable last = null;
        for (SourceInquiry inquiry : latestLast) {
            last = inquiry.lastFailure() == null ? last : inquiry.lastFailure();
        }
        return last;
    }
}
