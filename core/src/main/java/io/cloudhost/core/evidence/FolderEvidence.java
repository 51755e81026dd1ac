package io.cloudhost.core.evidence;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceItem;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.FailureEvidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gather the evidence of one host into a new folder each time. Thread-safe. */
public final class FolderEvidence implements EvidenceCollector {

    private static final Logger LOG = LoggerFactory.getLogger(FolderEvidence.class);
    private static final String INDEX = "evidence.txt";
    private static final int CONSOLE_LINES = 15;

    private final String label;
    private final EvidenceTerms terms;
    private final EvidenceItem.Text settings;
    private final EvidenceSource source;
    private final Timeline timeline;
    private final WaitableClock clock;

    /**
     * Create a collector.
     *
     * @param label the host's label
     * @param terms what it goes by
     * @param settings writes the host's settings down as they may be shown
     * @param source what the provider knows of the host
     * @param timeline what happened to the host
     * @param clock measures how long it takes
     */
    public FolderEvidence(
            String label,
            EvidenceTerms terms,
            EvidenceItem.Text settings,
            EvidenceSource source,
            Timeline timeline,
            WaitableClock clock) {
        this.label = label;
        this.terms = terms;
        this.settings = settings;
        this.source = source;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public Path collect(String occasion) {
        try {
            return write(label + ": " + occasion + "\n");
        } catch (IOException | RuntimeException e) {
            throw new CloudHostException(
                    label + ": no evidence can be written below " + terms.parent() + ": "
                            + CloudHostException.describe(e) + ". Another folder can be set as evidence.folder",
                    e);
        }
    }

    @Override
    public FailureEvidence atFailure(SetupPhase phase, Throwable failure) {
        Optional<Path> folder = Optional.empty();
        if (terms.onFailure()) {
            try {
                folder = Optional.of(write(label + ": setup failed in phase '" + phase + "'\n\n" + trace(failure)));
            } catch (IOException | RuntimeException | Error e) {
                // What went wrong first is what counts.
                LOG.warn("{}: no evidence of its failure could be written below {}", label, terms.parent(), e);
            }
        }
        return new FailureEvidence(folder, lastConsoleLines());
    }

    @Override
    public void note(String event) {
        timeline.note(event);
    }

    private List<String> lastConsoleLines() {
        try {
            return source.lastConsoleLines(CONSOLE_LINES);
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: the end of its console cannot be told", label, e);
            return List.of();
        }
    }

    private Path write(String heading) throws IOException {
        Instant start = clock.now();
        EvidenceFolder folder = EvidenceFolder.create(terms.parent().toAbsolutePath(), label, start);
        List<EvidenceItem> items = new ArrayList<>(source.items());
        items.add(EvidenceItem.text("events.txt", timeline::text));
        items.add(EvidenceItem.text("settings.conf", settings));
        Map<String, String> verdicts = new Gathering(folder, clock).gather(items, terms.limit());
        StringBuilder index = new StringBuilder(heading)
                .append("\nGathered at ")
                .append(start.truncatedTo(ChronoUnit.MILLIS))
                .append(":\n\n");
        verdicts.forEach((file, verdict) ->
                index.append(String.format("  %-16s %s%n", file, verdict.replace("\n", "\n" + " ".repeat(19)))));
        folder.write(INDEX, index.toString().getBytes(StandardCharsets.UTF_8));
        LOG.info("{}: evidence lies in {}", label, folder.path());
        return folder.path();
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
