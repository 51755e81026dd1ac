package io.cloudhost.cli;

import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi.Style;

/** A plan for people, and for programs. */
final class PlanReport {

    private final HostPlan plan;
    private final Terminal terminal;

    PlanReport(HostPlan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
    }

    /** Returns the whole plan, grouped by verdict. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(plan.name() + " from " + plan.base());
        for (Verdict verdict : Verdict.values()) {
            lines.addAll(group(verdict));
        }
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
        Table table = new Table();
        for (Decision decision : plan.decisions()) {
            if (decision.verdict() == verdict) {
                table.add(" ", decision.element(), decision.reason());
                decision.remedy().ifPresent(remedy -> table.add(" ", "", "-> " + remedy));
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (!lines.isEmpty()) {
            lines.add(0, terminal.styled(verdict.toString(), colour(verdict)));
        }
        return lines;
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
