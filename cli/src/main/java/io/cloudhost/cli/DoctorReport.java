package io.cloudhost.cli;

import io.cloudhost.api.Finding;
import io.cloudhost.api.Finding.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The findings of an examination for people, each as soon as there is one; or for programs. What several hosts share is told
 * in full for the first of them, and named for the others.
 */
final class DoctorReport {

    private static final String GAP = "  ";

    /** As wide as the longest verdict. */
    private static final int INDENTATION = Verdict.DOUBTFUL.toString().length() + 2 * GAP.length();

    private final Terminal terminal;
    private final Set<Told> told = new LinkedHashSet<>();
    private final Set<String> repeated = new LinkedHashSet<>();
    private Optional<String> heading = Optional.empty();

    DoctorReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A finding, whatever host it is of. */
    private record Told(Verdict verdict, String subject, String finding, Optional<String> remedy) {

        static Told of(Finding finding) {
            return new Told(finding.verdict(), finding.subject(), finding.finding(), finding.remedy());
        }
    }

    void print(Finding finding) {
        String group = finding.label().orElse("all hosts");
        if (!heading.equals(Optional.of(group))) {
            printRepeated();
            heading = Optional.of(group);
            print(List.of(terminal.styled(printable(group), Style.bold)));
        }
        if (told.add(Told.of(finding))) {
            print(lines(finding));
        } else {
            repeated.add(finding.subject());
        }
    }

    /** Ends the report. What matters most comes last, where people look. */
    void printSummary(List<Finding> findings) {
        printRepeated();
        String counts = Arrays.stream(Verdict.values())
                .filter(verdict -> count(findings, verdict) > 0)
                .map(verdict -> count(findings, verdict) + " " + verdict)
                .collect(Collectors.joining(", "));
        Style colour = count(findings, Verdict.BAD) > 0 ? Style.fg_red : Style.fg_green;
        print(List.of(terminal.styled(counts, Style.bold, colour)));
    }

    static String json(List<Finding> findings) {
        return Json.write(findings.stream().map(DoctorReport::fields).toList());
    }

    private void printRepeated() {
        if (!repeated.isEmpty()) {
            print(paragraph(GAP + "as above" + GAP, printable(String.join(", ", repeated))));
            repeated.clear();
        }
    }

    private List<String> lines(Finding finding) {
        String verdict = finding.verdict().toString();
        String start = GAP
                + terminal.styled(verdict, colour(finding.verdict()))
                + " ".repeat(INDENTATION - GAP.length() - verdict.length());
        String text = printable(finding.subject() + ": " + finding.finding());
        Optional<String> remedy = finding.remedy().map(todo -> "-> " + printable(todo));
        if (terminal.columns().isEmpty()) {
            // Who searches for the subject finds the remedy, too.
            return List.of(start + text + remedy.map(todo -> " " + todo).orElse(""));
        }
        List<String> lines = new ArrayList<>(paragraph(" ".repeat(INDENTATION), text));
        lines.set(0, start + lines.get(0).substring(INDENTATION));
        remedy.ifPresent(todo -> lines.addAll(paragraph(" ".repeat(INDENTATION), todo)));
        return lines;
    }

    private List<String> paragraph(String start, String text) {
        return new Paragraph(start, INDENTATION, List.of(text.split(" "))).lines(terminal.columns());
    }

    private void print(List<String> lines) {
        lines.forEach(terminal.out()::println);
        terminal.out().flush();
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** Keeps what others wrote from breaking lines, or from telling a terminal what to do. */
    private static String printable(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{IsControl}", "?");
    }

    private static Style colour(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> Style.fg_green;
            case DOUBTFUL -> Style.fg_yellow;
            case BAD -> Style.fg_red;
            case SKIPPED -> Style.faint;
        };
    }

    private static Map<String, String> fields(Finding finding) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "verdict", finding.verdict().toString(),
                "subject", finding.subject(),
                "finding", finding.finding()));
        finding.label().ifPresent(label -> fields.put("label", label));
        finding.remedy().ifPresent(remedy -> fields.put("remedy", remedy));
        return fields;
    }
}
