package io.cloudhost.api;

import io.cloudhost.api.Finding.Verdict;
import io.cloudhost.core.spi.Examination;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands on what one examination finds, until that is over: what was given up may go on for a while. */
final class Findings implements Examination {

    private final Optional<String> label;
    private final Consumer<Finding> listener;
    private boolean over;

    Findings(Optional<String> label, Consumer<Finding> listener) {
        this.label = label;
        this.listener = listener;
    }

    @Override
    public void good(String subject, String finding) {
        add(Verdict.GOOD, subject, finding, Optional.empty());
    }

    @Override
    public void doubtful(String subject, String finding, String remedy) {
        add(Verdict.DOUBTFUL, subject, finding, Optional.of(remedy));
    }

    @Override
    public void bad(String subject, String finding, String remedy) {
        add(Verdict.BAD, subject, finding, Optional.of(remedy));
    }

    @Override
    public void skipped(String subject, String reason) {
        add(Verdict.SKIPPED, subject, reason, Optional.empty());
    }

    /** Takes no notice of anything from now on. */
    synchronized void end() {
        over = true;
    }

    private synchronized void add(Verdict verdict, String subject, String finding, Optional<String> remedy) {
        if (!over) {
            listener.accept(new Finding(label, verdict, subject, finding, remedy));
        }
    }
}
