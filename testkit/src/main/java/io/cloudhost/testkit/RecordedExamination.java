package io.cloudhost.testkit;

import io.cloudhost.core.spi.Examination;
import java.util.ArrayList;
import java.util.List;

/** Keep what an examination finds, for tests of providers and strategies. Thread-safe. */
public final class RecordedExamination implements Examination {

    private final List<String> lines = new ArrayList<>();

    /** Create one without any findings. */
    public RecordedExamination() {}

    @Override
    public void good(String subject, String finding) {
        add("good " + subject + ": " + finding);
    }

    @Override
    public void doubtful(String subject, String finding, String remedy) {
        add("doubtful " + subject + ": " + finding + " -> " + remedy);
    }

    @Override
    public void bad(String subject, String finding, String remedy) {
        add("bad " + subject + ": " + finding + " -> " + remedy);
    }

    @Override
    public void skipped(String subject, String reason) {
        add("skipped " + subject + ": " + reason);
    }

    /**
     * Return what was found.
     *
     * @return a line for each finding, in their order, e.g. {@code bad network br0: is missing -> make it}
     */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Return what is in the way of a setup.
     *
     * @return the lines of what is bad
     */
    public List<String> bad() {
        return lines().stream().filter(line -> line.startsWith("bad ")).toList();
    }

    private synchronized void add(String line) {
        lines.add(line);
    }
}
