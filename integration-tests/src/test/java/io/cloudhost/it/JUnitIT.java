package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.cloudhost.core.CloudHost;
import io.cloudhost.junit.jupiter.CloudHostTest;
import io.cloudhost.junit.jupiter.EnabledIfHypervisor;
import io.cloudhost.junit.jupiter.Host;
import io.cloudhost.junit.jupiter.HostScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests with hosts of all scopes, run in parallel as JUnit runs them. */
class JUnitIT {

    private static final String SETTINGS = """
            junit_suite { libvirtBaseDomain = tiny-base }
            junit_class { libvirtBaseDomain = tiny-base }
            junit_method { libvirtBaseDomain = tiny-base }
            nobody { libvirtBaseDomain = tiny-base, libvirtURL = "qemu+unix:///system?socket=/nonexistent" }
            """;

    /** Names of the hosts that the tests got, by label; as a set, since tests share them. */
    private static final Map<String, Set<String>> SEEN = new ConcurrentHashMap<>();

    private static final CountDownLatch FIRST_CLASS_IS_DONE = new CountDownLatch(1);

    @TempDir
    Path outputs;

    @Test
    void eachHostIsStartedOnceInItsScopeTornDownInTimeAndLeavesEvidenceOfAFailure() {
        LabState before = LabState.now();

        EngineExecutionResults run = run(FirstTests.class, SecondTests.class);

        assertThat(failures(run)).containsExactly("fails");
        assertThat(SEEN.get("junit_suite")).hasSize(1);
        assertThat(SEEN.get("junit_class")).hasSize(1);
        assertThat(SEEN.get("junit_method")).hasSize(2);
        List<Map<String, String>> published = run.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .toList();
        assertThat(published)
                .extracting(entry -> entry.get("cloudhost.host"))
                .containsExactlyInAnyOrder("junit_suite", "junit_class", "junit_method");
        assertThat(published).allSatisfy(entry -> {
            Path folder = Path.of(entry.get("cloudhost.evidence"));
            assertThat(folder.resolve("evidence.txt"))
                    .content()
                    .startsWith(entry.get("cloudhost.host") + ": the test " + FirstTests.class.getName() + ".fails '");
            assertThat(folder.resolve("console.log")).isNotEmptyFile();
            assertThat(outputs.resolve(folder.getFileName())).isDirectoryContaining("glob:**console.log");
        });
        before.assertStillSo();
    }

    @CloudHostTest(settings = SETTINGS)
    static class FirstTests {

        @Host("junit_class")
        static CloudHost ofClass;

        @Test
        void succeeds(
                @Host("junit_method") CloudHost own,
                @Host(value = "junit_suite", scope = HostScope.SUITE) CloudHost ofSuite) {
            use(own, ofSuite);
        }

        @Test
        void fails(
                @Host("junit_method") CloudHost own,
                @Host(value = "junit_suite", scope = HostScope.SUITE) CloudHost ofSuite) {
            use(own, ofSuite);
            fail("on purpose");
        }

        private static void use(CloudHost own, CloudHost ofSuite) {
            see("junit_method", own);
            see("junit_class", ofClass);
            see("junit_suite", ofSuite);
            assertThat(Guest.of(own).run("uname -s")).isEqualTo("Linux");
            assertThat(Virsh.clonesOf("junit_class")).hasSize(1);
        }

        @AfterAll
        static void tell() {
            // Each test's own hosts are gone when the test has ended.
            assertThat(Virsh.clonesOf("junit_method")).isEmpty();
            FIRST_CLASS_IS_DONE.countDown();
        }
    }

    @CloudHostTest(settings = SETTINGS)
    static class SecondTests {

        @Test
        void theClasssHostGoesBeforeThatOfTheSuite(
                @Host(value = "junit_suite", scope = HostScope.SUITE) CloudHost ofSuite) throws InterruptedException {
            see("junit_suite", ofSuite);
            assertThat(FIRST_CLASS_IS_DONE.await(2, TimeUnit.MINUTES)).isTrue();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(Virsh.clonesOf("junit_class")).isEmpty());
            assertThat(Virsh.clonesOf("junit_suite")).hasSize(1);
            assertThat(Guest.of(ofSuite).run("uname -s")).isEqualTo("Linux");
        }
    }

    @Test
    void testsAreSkippedWhereTheHypervisorCannotBeReached() {
        EngineExecutionResults run = run(ConditionalTests.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(run.testEvents().skipped().stream().map(event -> event.getRequiredPayload(String.class)))
                .singleElement()
                .asString()
                .startsWith("nobody: qemu+unix:///system?socket=/nonexistent cannot be reached: ")
                .contains("Failed to connect socket to '/nonexistent'");
    }

    @CloudHostTest(settings = SETTINGS)
    static class ConditionalTests {

        @Test
        @EnabledIfHypervisor("junit_suite")
        void runs() {}

        @Test
        @EnabledIfHypervisor({"junit_suite", "nobody"})
        void isSkipped() {
            fail("there is no hypervisor");
        }
    }

    /** Where JUnit lets tests publish files: all in one folder, since there is only one test that does. */
    private final class Outputs implements OutputDirectoryCreator {

        @Override
        public Path getRootDirectory() {
            return outputs;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return outputs;
        }
    }

    private static void see(String label, CloudHost host) {
        SEEN.computeIfAbsent(label, absent -> ConcurrentHashMap.newKeySet()).add(host.getHostName());
    }

    private EngineExecutionResults run(Class<?>... testClasses) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(testClasses)
                        .map(testClass -> selectClass(testClass))
                        .toArray(DiscoverySelector[]::new))
                .outputDirectoryCreator(new Outputs())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute();
    }

    private static List<String> failures(EngineExecutionResults run) {
        return run.allEvents().failed().stream()
                .map(Event::getTestDescriptor)
                .map(descriptor -> descriptor.getDisplayName().replaceAll("\\(.*", ""))
                .toList();
    }
}
