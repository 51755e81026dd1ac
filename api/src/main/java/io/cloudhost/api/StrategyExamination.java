package io.cloudhost.api;

import io.cloudhost.api.Finding.Verdict;
import io.cloudhost.api.Strategies.Inquiry;
import io.cloudhost.core.spi.IpLookupRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Examines the strategies of one host. Of several, one that works is enough: what is bad of the others is doubtful then. */
final class StrategyExamination {

    /** How long a strategy may look. */
    static final Duration LOOK = Duration.ofSeconds(15);

    /** So that a strategy that keeps to its time says itself what took so long. */
    private static final Duration LIMIT = LOOK.plusSeconds(5);

    private final IpLookupRequest request;
    private final Consumer<Finding> listener;

    StrategyExamination(IpLookupRequest request, Consumer<Finding> listener) {
        this.request = request;
        this.listener = listener;
    }

    void examine(List<Inquiry> inquiries) {
        if (inquiries.size() == 1) {
            examine(inquiries.get(0), listener);
            return;
        }
        List<List<Finding>> all = inquiries.stream().map(this::findings).toList();
        boolean enough = all.stream().anyMatch(StrategyExamination::works);
        all.stream()
                .flatMap(List::stream)
                .map(finding -> enough && finding.verdict() == Verdict.BAD ? lessened(finding) : finding)
                .forEach(listener);
    }

    private List<Finding> findings(Inquiry inquiry) {
        List<Finding> findings = new ArrayList<>();
        examine(inquiry, findings::add);
        return findings;
    }

    private void examine(Inquiry inquiry, Consumer<Finding> findings) {
        new LimitedExamination(Optional.of(request.label()), findings)
                .run("strategy " + inquiry.name(), LIMIT, examination -> inquiry.examine(request, examination));
    }

    /** Tells whether a strategy may find an address; of one of which nothing was found out, that is not known. */
    private static boolean works(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.BAD)
                && findings.stream().anyMatch(finding -> finding.verdict() != Verdict.SKIPPED);
    }

    private static Finding lessened(Finding bad) {
        return new Finding(
                bad.label(),
                Verdict.DOUBTFUL,
                bad.subject(),
                bad.finding() + "; another strategy works without",
                bad.remedy());
    }
}
