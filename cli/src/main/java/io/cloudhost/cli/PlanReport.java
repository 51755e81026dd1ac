package io.cloudhost.cli;

import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/** A plan for people, and for programs. */
final class PlanReport {

    private static final String INDENTATION = "   ";

    private final HostPlan plan;
    private final Terminal terminal;

    PlanReport(HostPlan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
    }

    /** Returns the whole plan, grouped by verdict. What matters most comes last, where people look. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.styled(Printable.of(plan.name() + " from " + plan.base()), Style.bold));
        for (Verdict verdict : Verdict.values()) {
            lines.addAll(group(verdict));
        }
        lines.add(terminal.styled(summary(), Style.bold, plan.isRefused() ? Style.fg_red : Style.fg_green));
        return lines;
    }

    /** Returns what is refused alone; empty where nothing is. */
    List<String> refusals() {
        return group(Verdict.REFUSED);
    }

    String json() {
        return Json.write(Map.of(
                "name", plan.name(),
                "base", plan.base(),
                "refused", plan.isRefused(),
                "decisions", plan.decisions().stream().map(PlanReport::fields).toList(),
                "description", plan.description()));
    }

    private List<String> group(Verdict verdict) {
        // Some bases have a dozen controllers that differ in nothing that a plan could tell.
        Map<Decision, Long> decisions = plan.decisions().stream()
                .filter(decision -> decision.verdict() == verdict)
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        if (decisions.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(terminal.styled(verdict.toString(), Style.bold, colour(verdict)));
        lines.addAll(verdict == Verdict.KEPT ? byReason(decisions) : oneByOne(decisions));
        return lines;
    }

    /** Lists all elements of one reason together: most of what is kept is only part of the machine. */
    private List<String> byReason(Map<Decision, Long> decisions) {
        Map<String, List<String>> elements = new LinkedHashMap<>();
        decisions.forEach((decision, count) -> elements.computeIfAbsent(
                        Printable.of(decision.reason()), reason -> new ArrayList<>())
                .add(name(decision, count)));
        List<String> lines = new ArrayList<>();
        elements.forEach((reason, names) -> {
            List<String> words = new ArrayList<>(List.of((reason + ":").split(" ")));
            words.addAll(enumerated(names));
            lines.addAll(new Paragraph(INDENTATION, 2 * INDENTATION.length(), words).lines(terminal.columns()));
        });
        return lines;
    }

    private List<String> oneByOne(Map<Decision, Long> decisions) {
        Table table = new Table();
        decisions.forEach((decision, count) -> {
            String element = INDENTATION + name(decision, count);
            String reason = Printable.of(decision.reason());
            String remedy =
                    decision.remedy().map(text -> "-> " + Printable.of(text)).orElse("");
            if (terminal.columns().isEmpty()) {
                // Who searches for the element finds the remedy, too.
                table.add(element, (reason + " " + remedy).strip());
            } else {
                table.add(element, reason);
                decision.remedy().ifPresent(text -> table.add("", remedy));
            }
        });
        return table.lines(terminal.columns());
    }

    private String summary() {
        long refused = count(Verdict.REFUSED);
        if (refused > 0) {
            return "refused: " + refused + " of " + plan.decisions().size() + " elements cannot be cloned";
        }
        return "would be cloned: "
                + Arrays.stream(Verdict.values())
                        .filter(verdict -> count(verdict) > 0)
                        .map(verdict -> count(verdict) + " " + verdict)
                        .collect(Collectors.joining(", "));
    }

    private long count(Verdict verdict) {
        return plan.decisions().stream()
                .filter(decision -> decision.verdict() == verdict)
                .count();
    }

    private static String name(Decision decision, long count) {
        return Printable.of(decision.element()) + (count > 1 ? " ×" + count : "");
    }

    private static List<String> enumerated(List<String> names) {
        List<String> words = new ArrayList<>(names.subList(0, names.size() - 1));
        words.replaceAll(name -> name + ",");
        words.add(names.get(names.size() - 1));
        return words;
    }

    private static Style colour(Verdict verdict) {
        return switch (verdict) {
            case KEPT -> Style.fg_green;
            case REWRITTEN -> Style.fg_cyan;
            case SHARED -> Style.fg_yellow;
            case REFUSED -> Style.fg_red;
        };
    }

    private static Map<String, String> fields(Decision decision) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "element", decision.element(),
                "verdict", decision.verdict().toString(),
                "reason", decision.reason()));
        decision.remedy().ifPresent(remedy -> fields.put("remedy", remedy));
        return fields;
    }
}
