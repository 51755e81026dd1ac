package io.cloudhost.provider.libvirt.internal.evidence;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.util.Locale;
import java.util.stream.Collectors;

/** Write plans for people. */
public final class PlanText {

    private PlanText() {}

    /**
     * Write a plan.
     *
     * @param plan the plan
     * @return a line for each decision, in the base's order; without the clone's XML, which may have secrets
     */
    public static String of(ClonePlan plan) {
        return plan.name() + " from " + plan.base() + "\n"
                + plan.decisions().stream().map(PlanText::line).collect(Collectors.joining());
    }

    private static String line(Decision decision) {
        return String.format(
                Locale.ROOT,
                "%-9s  %s: %s%s\n",
                decision.verdict(),
                decision.element(),
                decision.reason(),
                decision.remedy().map(remedy -> " -> " + remedy).orElse(""));
    }
}
