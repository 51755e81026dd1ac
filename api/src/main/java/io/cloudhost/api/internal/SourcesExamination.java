package io.cloudhost.api.internal;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLookupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds out whether a source will ever know a host's address. */
final class SourcesExamination {

    private static final String SUBJECT = "strategy hypervisor";

    private final Settings settings;
    private final AddressReports reports;

    SourcesExamination(Settings settings, AddressReports reports) {
        this.settings = settings;
        this.reports = reports;
    }

    void examine(List<Source> sources, Examination examination) {
        List<String> useful = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Source source : sources) {
            try {
                reports.ask(source);
                useful.add(word(source));
            } catch (IpLookupException e) {
                if (!e.isPermanent()) {
                    examination.skipped(SUBJECT, String.valueOf(e.getMessage()));
                    return;
                }
                refusals.add(word(source) + ": " + e.getMessage());
            }
        }
        String why = String.join("; ", refusals);
        String remedy = "Choose another strategy, e.g. SSH or DNS (" + settings.path() + ", " + settings.origin()
                + "), or give the machine a source that knows its address";
        if (useful.isEmpty()) {
            examination.bad(SUBJECT, why, remedy);
        } else if (useful.equals(List.of(word(Source.ARP)))) {
            examination.doubtful(
                    SUBJECT,
                    "only arp will know the address, and not before the machine has talked to the hypervisor. " + why,
                    remedy);
        } else {
            examination.good(SUBJECT, "the address will be known by " + String.join(", ", useful));
        }
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
