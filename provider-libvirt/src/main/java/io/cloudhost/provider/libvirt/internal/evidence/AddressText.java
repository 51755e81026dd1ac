package io.cloudhost.provider.libvirt.internal.evidence;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.IpLiteral;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Write for people what is known of a clone's addresses. */
public final class AddressText {

    private AddressText() {}

    /**
     * Write what the hypervisor knows at present. Asks it; an agent that hangs takes seconds.
     *
     * @param reports asks the hypervisor
     * @return a line for each source
     */
    public static String of(AddressReports reports) {
        StringBuilder text = new StringBuilder("What libvirt says now:\n");
        for (Source source : Source.values()) {
            text.append(String.format(
                    Locale.ROOT, "  %-6s %s\n", source.name().toLowerCase(Locale.ROOT), ask(reports, source)));
        }
        return text.toString();
    }

    private static String ask(AddressReports reports, Source source) {
        try {
            List<Report> known = reports.ask(source);
            return known.isEmpty()
                    ? "no address"
                    : known.stream().map(AddressText::show).collect(Collectors.joining(", "));
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String show(Report report) {
        return IpLiteral.format(report.address())
                + report.mac().map(mac -> " (" + mac + ")").orElse("");
    }
}
