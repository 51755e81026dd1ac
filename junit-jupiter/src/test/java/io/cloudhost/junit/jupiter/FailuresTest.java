package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.fail;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostSetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What becomes of tests whose hosts fail, and of hosts whose tests fail. */
class FailuresTest {

    @Test
    void aSetupThatFailsIsTheFailureOfTheTestAndItsEvidenceIsPublished() {
        Run run = Run.of(Broken.class);

        HostSetupException failure = (HostSetupException) run.failure();
        assertThat(failure).hasMessageStartingWith("broken: setup failed in phase 'clone': ");
        assertThat(run.published())
                .contains(Map.entry(
                        "test(CloudHost, CloudHost)",
                        Map.of(
                                "cloudhost.host",
                                "broken",
                                "cloudhost.evidence",
                                failure.evidence().orElseThrow().toString())));
        assertThat(Journal.lines()).contains("down broken-1");
        assertThatNothingIsLeft();
    }

    @CloudHostTest
    static class Broken {

        @Test
        void test(@Host("broken") CloudHost host, @Host("one") CloudHost other) {
            Journal.write("test");
        }
    }

    @Test
    void ofSeveralFailuresTheOthersAreSuppressedInTheFirst() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");

        assertThat(catchThrowable(() -> Failures.throwFirst(List.of(first, second))))
                .isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void aSharedHostThatFailedIsNotTriedAgainAndItsEvidenceIsPublishedOnce() {
        Run run = Run.of(BrokenForAll.class);

        assertThat(run.failures()).hasSize(3);
        Throwable first = run.failures().get(0);
        assertThat(first).isExactlyInstanceOf(HostSetupException.class);
        assertThat(run.failures().subList(1, 3))
                .doesNotHaveDuplicates()
                .allSatisfy(failure -> assertThat(failure)
                        .hasCause(first)
                        .hasMessage("broken: is shared, has failed to be set up before, and is not tried again: "
                                + first.getMessage()));
        assertThat(Journal.lines()).containsExactly("up broken-1", "down broken-1");
        assertThat(run.published()).hasSize(1);
    }

    @CloudHostTest
    static class BrokenForAll {

        @RepeatedTest(3)
        void test(@Host(value = "broken", scope = HostScope.CLASS) CloudHost host) {}
    }

    @Test
    void whatElseFailsInATestIsNotSuppressedInTheFailureOfAnother() {
        Run run = Run.of(BrokenForTwo.class);

        assertThat(run.failures()).hasSize(2);
        assertThat(run.failures().get(0).getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).hasMessage("after a"));
        assertThat(run.failures().get(1).getSuppressed()).isEmpty();
    }

    @CloudHostTest
    @ExtendWith(FailsAfterA.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class BrokenForTwo {

        @Test
        void a(@Host(value = "broken", scope = HostScope.CLASS) CloudHost broken) {}

        @Test
        void b(@Host(value = "broken", scope = HostScope.CLASS) CloudHost broken) {}
    }

    static final class FailsAfterA implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext context) {
            if (context.getRequiredTestMethod().getName().equals("a")) {
                throw new IllegalStateException("after a");
            }
        }
    }

    @Test
    void aSetupThatFailsEndsThoseThatOnlyTheTestNeedsAndNoOtherBegins() {
        Run run = Run.of(BrokenAmongMany.class);

        assertThat(run.failure()).hasMessageStartingWith("broken: setup failed in phase 'clone': ");
        assertThat(run.failure().getSuppressed()).isEmpty();
        // As many at a time as startAll has: when the only one of them that ends has failed, none comes after it.
        assertThat(Journal.lines()).filteredOn(line -> line.startsWith("up ")).hasSizeLessThanOrEqualTo(8);
        assertThatNothingIsLeft();
    }

    @CloudHostTest
    static class BrokenAmongMany {

        @Test
        void test(
                @Host("broken") CloudHost broken,
                @Host(value = "hanging", name = "1") CloudHost host1,
                @Host(value = "hanging", name = "2") CloudHost host2,
                @Host(value = "hanging", name = "3") CloudHost host3,
                @Host(value = "hanging", name = "4") CloudHost host4,
                @Host(value = "hanging", name = "5") CloudHost host5,
                @Host(value = "hanging", name = "6") CloudHost host6,
                @Host(value = "hanging", name = "7") CloudHost host7,
                @Host(value = "hanging", name = "8") CloudHost host8) {}
    }

    @Test
    void aSetupThatFailsLeavesASharedHostToTheOtherTests() {
        Run run = Run.of(BrokenBesideShared.class);

        assertThat(run.failure()).hasMessageStartingWith("broken: setup failed in phase 'clone': ");
        assertThat(Journal.lines()).contains("shared left-1").endsWith("down left-1");
        assertThat(Journal.lines())
                .filteredOn(line -> line.startsWith("up left-"))
                .hasSize(1);
    }

    /** The setup of left waits for that of right, which begins when the first test has failed. */
    @CloudHostTest
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class BrokenBesideShared {

        @Test
        void a(@Host("broken") CloudHost broken, @Host(value = "left", scope = HostScope.CLASS) CloudHost shared) {}

        @Test
        void b(@Host(value = "left", scope = HostScope.CLASS) CloudHost shared, @Host("right") CloudHost right) {
            Journal.write("shared " + shared.getHostName());
        }
    }

    @Test
    void aTeardownThatFailsFailsTheTest() {
        assertThat(Run.of(Sticky.class).teardownFailure())
                .isExactlyInstanceOf(CloudHostException.class)
                .hasMessage("sticky: teardown is not complete: java.lang.IllegalStateException: it clings");
        assertThat(Journal.lines()).contains("down one-1");
    }

    @CloudHostTest
    static class Sticky {

        @Test
        void test(@Host("sticky") CloudHost host, @Host("one") CloudHost other) {}
    }

    @Test
    void aTeardownThatFailsIsSuppressedInTheFailureOfTheTest() {
        assertThat(Run.of(StickyToo.class).failure())
                .hasMessage("of the test")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(Run.unwrap(other))
                                .hasMessageStartingWith("sticky: teardown is not complete")));
    }

    @CloudHostTest
    static class StickyToo {

        @Test
        void test(@Host("sticky") CloudHost host) {
            fail("of the test");
        }
    }

    @Test
    void aTeardownThatFailsFailsTheClassOrTheRunThatTheHostIsOf() {
        assertThat(Run.of(StickyOfClass.class).teardownFailure())
                .hasMessageStartingWith("sticky: teardown is not complete");
        assertThat(Run.of(StickyOfSuite.class).teardownFailure())
                .hasMessageStartingWith("sticky: teardown is not complete");
    }

    @CloudHostTest
    static class StickyOfClass {

        @Host("sticky")
        static CloudHost host;

        @Test
        void test() {}
    }

    @CloudHostTest
    static class StickyOfSuite {

        @Host(value = "sticky", scope = HostScope.SUITE)
        static CloudHost host;

        @Test
        void test() {}
    }

    @Test
    void aTestThatFailsLeavesEvidenceOfAllHostsThatItUsesBeforeAnyIsTornDown() throws IOException {
        Run run = Run.of(Failing.class);

        assertThat(run.failures()).hasSize(1);
        List<String> published = run.published()
                .filter(entry -> entry.getKey().equals("fails(CloudHost)"))
                .map(entry -> entry.getValue().get("cloudhost.host"))
                .toList();
        assertThat(published).containsExactlyInAnyOrder("one", "one (field)", "one (class)", "one (suite)");
        assertThat(run.published())
                .hasSize(4)
                .allSatisfy(entry -> assertThat(Path.of(entry.getValue().get("cloudhost.evidence"), "evidence.txt"))
                        .content()
                        .startsWith("one: the test " + Failing.Inner.class.getName()
                                + ".fails 'fails(CloudHost)' failed\n"));
        assertThat(Journal.lines()
                        .subList(indexOfFirst("evidence "), Journal.lines().size()))
                .startsWith(Journal.lines().stream()
                        .filter(line -> line.startsWith("evidence "))
                        .toArray(String[]::new));
    }

    @CloudHostTest
    static class Failing {

        @Host(value = "one", name = "class")
        static CloudHost ofClass;

        @Host(value = "one", name = "field")
        CloudHost field;

        @Nested
        class Inner {

            @Test
            void fails(@Host("one") CloudHost host) {
                fail("on purpose");
            }
        }

        @BeforeAll
        static void before(@Host(value = "one", name = "suite", scope = HostScope.SUITE) CloudHost ofSuite) {}

        @Test
        void succeeds(@Host(value = "one", name = "another") CloudHost another) {}
    }

    @Test
    void aTestThatSucceedsOrIsAbortedLeavesNoEvidence() {
        Run run = Run.of(Aborted.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published()).isEmpty();
        assertThat(Journal.lines()).containsExactlyInAnyOrder("up one-1", "down one-1", "up one-2", "down one-2");
    }

    @CloudHostTest
    static class Aborted {

        @Test
        void isAborted(@Host("one") CloudHost host) {
            Assumptions.abort("not here");
        }

        @Test
        void succeeds(@Host("one") CloudHost host) {}
    }

    @Test
    void aClassThatFailsLeavesEvidenceToo() {
        Run run = Run.of(FailingClass.class);

        assertThat(run.failure()).hasMessage("before all");
        assertThat(run.published())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getKey()).isEqualTo("FailuresTest$FailingClass"));
    }

    @CloudHostTest
    static class FailingClass {

        @Host("one")
        static CloudHost host;

        @BeforeAll
        static void before() {
            fail("before all");
        }

        @Test
        void test() {}
    }

    @Test
    void aDynamicTestThatFailsLeavesEvidenceOfTheHostsOfItsFactory() {
        Run run = Run.of(FailingDynamically.class);

        assertThat(run.failure()).hasMessage("dynamically");
        assertThat(run.published())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getKey()).isEqualTo("fails"));
        assertThat(Journal.lines())
                .containsExactly(
                        "up one-1",
                        "evidence one-1: the test " + FailingDynamically.class.getName() + ".tests 'fails' failed",
                        "down one-1");
    }

    @CloudHostTest
    static class FailingDynamically {

        @TestFactory
        Stream<DynamicTest> tests(@Host("one") CloudHost host) {
            return Stream.of(
                    DynamicTest.dynamicTest("succeeds", () -> {}),
                    DynamicTest.dynamicTest("fails", () -> fail("dynamically")));
        }
    }

    @Test
    void aTestThatTakesTooLongOrIsInterruptedLeavesEvidenceAllTheSame() {
        Run run = Run.of(TooLong.class);

        assertThat(run.failures()).hasSize(2);
        assertThat(run.published())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(Path.of(entry.getValue().get("cloudhost.evidence"), "settings.conf"))
                        .exists());
        assertThat(Journal.lines()).contains("down one-1", "down one-2");
    }

    @CloudHostTest
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class TooLong {

        @Test
        @Timeout(value = 50, unit = java.util.concurrent.TimeUnit.MILLISECONDS)
        void a(@Host("one") CloudHost host) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Test
        void b(@Host("one") CloudHost host) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }

    @AfterEach
    void goOnUninterrupted() {
        Thread.interrupted();
    }

    @Test
    void evidenceThatCannotBeGatheredIsSuppressedInTheFailureOfTheTest() {
        Run run = Run.of(Silent.class);

        assertThat(run.failure()).hasMessage("of the test");
        assertThat(run.failure().getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).hasMessage("no evidence of silent-1"));
        assertThat(run.published()).isEmpty();
    }

    @CloudHostTest
    static class Silent {

        @Test
        void test(@Host("silent") CloudHost host) {
            fail("of the test");
        }
    }

    @Test
    void aHostThatNoSectionIsForFailsTheTest() {
        assertThat(Run.of(Unknown.class).failure())
                .hasMessageStartingWith("onne: no host of this name is configured.")
                .hasMessageContaining("Did you mean 'one'?");
    }

    @CloudHostTest
    static class Unknown {

        @Host("onne")
        CloudHost host;

        @Test
        void test() {}
    }

    @Test
    void aTestsOwnHostIsRefusedWhereThereIsNoTest() {
        assertThat(Run.of(OwnOfClass.class).failure())
                .isExactlyInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("@Host(\"one\") has the scope METHOD, and static io.cloudhost.core.CloudHost "
                        + OwnOfClass.class.getName()
                        + ".host belongs to no single test. Give it the scope CLASS or SUITE, or ask for the host in a test,"
                        + " in a @BeforeEach method, or in a field that is not static");
    }

    @CloudHostTest
    static class OwnOfClass {

        @Host(value = "one", scope = HostScope.METHOD)
        static CloudHost host;

        @Test
        void test() {}
    }

    @Test
    void aFieldThatIsFinalIsRefused() {
        assertThat(Run.of(Final.class).failure())
                .isExactlyInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("@Host(\"one\") cannot set final io.cloudhost.core.CloudHost " + Final.class.getName()
                        + ".host, which is final");
    }

    @CloudHostTest
    static class Final {

        @Host("one")
        final CloudHost host = null;

        @Test
        void test() {}
    }

    @Test
    void aTypeThatIsNothingThatTheHostCanDoIsRefused() {
        assertThat(Run.of(NoCapability.class).failure())
                .hasMessageContaining(
                        "one: the host has no java.util.List. Whether it has one is up to its provider and its"
                                + " settings");
        assertThat(Journal.lines()).startsWith("up one-1").endsWith("down one-1");
    }

    @CloudHostTest
    static class NoCapability {

        @Test
        void test(@Host("one") List<String> host) {}
    }

    private static void assertThatNothingIsLeft() {
        assertThat(Journal.lines())
                .filteredOn(line -> line.startsWith("down "))
                .containsExactlyInAnyOrderElementsOf(Journal.lines().stream()
                        .filter(line -> line.startsWith("up "))
                        .map(line -> line.replace("up ", "down "))
                        .toList());
    }

    private static int indexOfFirst(String beginning) {
        List<String> lines = Journal.lines();
        return lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow());
    }
}
