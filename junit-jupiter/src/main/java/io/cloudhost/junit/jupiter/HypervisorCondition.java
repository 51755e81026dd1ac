package io.cloudhost.junit.jupiter;

import io.cloudhost.api.CloudHosts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link EnabledIfHypervisor} stands for. Each label is looked at once in a run. */
final class HypervisorCondition implements ExecutionCondition {

    private record Key(Overrides overrides, String label) {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), EnabledIfHypervisor.class)
                .map(annotation -> evaluate(annotation.value(), context))
                .orElseGet(() -> ConditionEvaluationResult.enabled("@EnabledIfHypervisor is not present"));
    }

    private static ConditionEvaluationResult evaluate(String[] labels, ExtensionContext context) {
        List<Reachability> looks =
                Arrays.stream(labels).map(label -> look(label, context)).toList();
        List<Reachability> failed =
                looks.stream().filter(look -> !look.reachable()).toList();
        return failed.isEmpty()
                ? ConditionEvaluationResult.enabled(explain(looks))
                : ConditionEvaluationResult.disabled(explain(failed));
    }

    private static Reachability look(String label, ExtensionContext context) {
        Overrides overrides = Overrides.of(context);
        CloudHosts hosts = overrides.hosts(context);
        return Stores.ofRun(context)
                .getOrComputeIfAbsent(
                        new Key(overrides, label), key -> new HypervisorProbe(hosts).look(label), Reachability.class);
    }

    private static String explain(List<Reachability> looks) {
        return looks.stream().map(Reachability::reason).collect(Collectors.joining("; "));
    }
}
