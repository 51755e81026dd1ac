package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** A run of JUnit within a test, and what came of it. */
final class Run {

    private final EngineExecutionResults results;
    private final OutputFolder outputs;

    private Run(EngineExecutionResults results, OutputFolder outputs) {
        this.results = results;
        this.outputs = outputs;
    }

    /** Runs the tests of classes, one after the other. */
    static Run of(Class<?>... testClasses) {
        return run(false, selectors(testClasses));
    }

    /** Runs the tests of classes at the same time. */
    static Run concurrently(Class<?>... testClasses) {
        return run(true, selectors(testClasses));
    }

    static Run selected(DiscoverySelector... selectors) {
        return run(false, selectors);
    }

    private static DiscoverySelector[] selectors(Class<?>... testClasses) {
        return Arrays.stream(testClasses)
                .map(testClass -> selectClass(testClass))
                .toArray(DiscoverySelector[]::new);
    }

    private static Run run(boolean parallel, DiscoverySelector... selectors) {
        Journal.begin();
        OutputFolder outputs = OutputFolder.create();
        EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter")
                .selectors(selectors)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
                .configurationParameter(
                        "junit.jupiter.execution.parallel.mode.default", parallel ? "concurrent" : "same_thread")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        outputs.offerTo(builder);
        return new Run(builder.execute(), outputs);
    }

    /** Requires that all went well, and returns what the journal says. */
    List<String> journal() {
        assertThat(failures()).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isPositive();
        return Journal.lines();
    }

    /** Returns the only failure. */
    Throwable failure() {
        assertThat(failures()).hasSize(1);
        return failures().get(0);
    }

    /** Returns what tests, classes and the run failed with. */
    List<Throwable> failures() {
        return results.allEvents().stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .filter(result -> result.getStatus() == Status.FAILED)
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    /** Returns the only failure, taken out of what later versions of JUnit wrap around those of a teardown. */
    Throwable teardownFailure() {
        return unwrap(failure());
    }

    static Throwable unwrap(Throwable failure) {
        return failure instanceof JUnitException ? failure.getCause() : failure;
    }

    OutputFolder outputs() {
        return outputs;
    }

    long succeeded() {
        return results.testEvents().succeeded().count();
    }

    /** Returns why tests and classes were skipped. */
    List<String> skipped() {
        return results.allEvents().skipped().stream()
                .map(event -> event.getRequiredPayload(String.class))
                .toList();
    }

    /** Returns what was published, by the names of the tests and classes. */
    Stream<Map.Entry<String, Map<String, String>>> published() {
        return results.allEvents().reportingEntryPublished().stream().map(Run::published);
    }

    private static Map.Entry<String, Map<String, String>> published(Event event) {
        Optional<ReportEntry> entry = event.getPayload(ReportEntry.class);
        return Map.entry(
                event.getTestDescriptor().getDisplayName(), entry.orElseThrow().getKeyValuePairs());
    }
}
