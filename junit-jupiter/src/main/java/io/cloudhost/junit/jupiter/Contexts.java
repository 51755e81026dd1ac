package io.cloudhost.junit.jupiter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Knows the tests and classes that a test runs in. */
final class Contexts {

    private Contexts() {}

    /** Returns them from the innermost, which is the context itself, to the outermost; that of the run is left out. */
    static Stream<ExtensionContext> around(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, each -> each.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .filter(each -> each.getTestClass().isPresent());
    }

    /** Returns that of a test or a class: the context itself, or for a dynamic test that of its factory. */
    static ExtensionContext ofTest(ExtensionContext context) {
        return around(context).findFirst().orElseThrow();
    }

    /** Tells whether others may run at the same time. */
    static boolean isConcurrent(ExtensionContext context) {
        boolean enabled = context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .filter(Boolean::parseBoolean)
                .isPresent();
        return enabled && context.getExecutionMode() == ExecutionMode.CONCURRENT;
    }

    /**
     * Returns those of the class and of the classes around it, from the outermost. As JUnit runs them: around a nested class that is
     * inherited is the class that inherits it. Of a class that is invoked several times, that around the invocations.
     */
    static List<ExtensionContext> ofClasses(ExtensionContext context) {
        Deque<ExtensionContext> outermostFirst = new ArrayDeque<>();
        around(context).forEach(outermostFirst::addFirst);
        Map<Class<?>, ExtensionContext> classes = new LinkedHashMap<>();
        outermostFirst.forEach(each -> classes.putIfAbsent(each.getRequiredTestClass(), each));
        return List.copyOf(classes.values());
    }
}
