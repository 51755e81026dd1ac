package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several hosts, and several tests, at the same time. */
class ParallelTest {

    @Test
    void theHostsOfATestAreSetUpAtTheSameTimeWhateverAsksForThem() {
        assertThat(Run.of(OfMethod.class).journal())
                .containsExactlyInAnyOrder("up left-1", "up right-1", "down left-1", "down right-1");
    }

    @CloudHostTest
    static class OfMethod {

        @Host(value = "left", scope = HostScope.CLASS)
        CloudHost left;

        @Test
        void test(@Host("right") CloudHost right) {}
    }

    @Test
    void theHostsOfAClassAreSetUpAtTheSameTime() {
        assertThat(Run.of(OfClass.class).journal())
                .containsExactlyInAnyOrder("up left-1", "up right-1", "down left-1", "down right-1");
    }

    @CloudHostTest
    static class OfClass {

        @Host(value = "left", scope = HostScope.SUITE)
        static CloudHost left;

        @BeforeAll
        static void before(@Host("right") CloudHost right) {}

        @Test
        void test() {}
    }

    @Test
    void theHostsOfAConstructorAreSetUpAtTheSameTime() {
        assertThat(Run.of(OfConstructor.class).journal())
                .containsExactlyInAnyOrder("up left-1", "up right-1", "down left-1", "down right-1");
    }

    @CloudHostTest
    static class OfConstructor {

        OfConstructor(@Host("left") CloudHost left, @Host("right") CloudHost right) {}

        @Test
        void test() {}
    }

    @Test
    void testsThatRunConcurrentlyHaveHostsOfTheirOwnAndShareThoseOfClassAndSuite() {
        Concurrent.names.clear();

        Run run = Run.concurrently(Concurrent.class, ConcurrentToo.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).isEqualTo(16);
        assertThat(Concurrent.names).hasSize(16);
        assertThat(Journal.lines())
                .filteredOn(line -> line.startsWith("up one-"))
                .hasSize(16);
        assertThat(Journal.lines())
                .filteredOn(line -> line.startsWith("up two-"))
                .hasSize(2);
        List<String> ups = Journal.lines().stream()
                .filter(line -> line.startsWith("up "))
                .map(line -> line.replace("up ", "down "))
                .toList();
        assertThat(ups).hasSize(16 + 2 + 1);
        assertThat(Journal.lines())
                .filteredOn(line -> line.startsWith("down "))
                .containsExactlyInAnyOrderElementsOf(ups)
                .last()
                .isEqualTo("down three-1");
    }

    @CloudHostTest(settings = "three { provider = fake }")
    static class Concurrent {

        static final Set<String> names = ConcurrentHashMap.newKeySet();

        @Host("one")
        CloudHost host;

        @RepeatedTest(8)
        void test(
                @Host("one") CloudHost same,
                @Host(value = "two", scope = HostScope.CLASS) CloudHost ofClass,
                @Host(value = "three", scope = HostScope.SUITE) CloudHost ofSuite) {
            assertThat(same).isSameAs(host);
            assertThat(List.of(ofClass.getHostName(), ofSuite.getHostName()))
                    .allMatch(name -> name.matches("two-[12]|three-1"));
            names.add(host.getHostName());
        }
    }

    static class ConcurrentToo extends Concurrent {}

    @Test
    void aFieldThatConcurrentTestsWouldShareIsRefused() {
        assertThat(Run.concurrently(SharedField.class).failure())
                .isExactlyInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("@Host(\"one\") cannot set io.cloudhost.core.CloudHost " + SharedField.class.getName()
                        + ".host: the tests of SharedField run concurrently and share the field, and each has a host of its"
                        + " own. Take it as a parameter, or give it the scope SUITE");
        assertThat(Journal.lines()).isEmpty();
    }

    @CloudHostTest
    @TestInstance(Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class SharedField {

        @Host("one")
        CloudHost host;

        @Test
        void test() {}
    }

    @Test
    void aFieldThatTestsOfConcurrentNestedClassesWouldShareIsRefused() {
        assertThat(Run.concurrently(SharedByNested.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isExactlyInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContaining(": the tests of SharedByNested run concurrently and share the field, "));
    }

    @CloudHostTest
    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedByNested {

        @Host("one")
        CloudHost host;

        @Nested
        @Execution(ExecutionMode.CONCURRENT)
        class First {

            @Test
            @Execution(ExecutionMode.SAME_THREAD)
            void test() {}
        }

        @Nested
        @Execution(ExecutionMode.CONCURRENT)
        class Second {

            @Test
            @Execution(ExecutionMode.SAME_THREAD)
            void test() {}
        }
    }

    @Test
    void aStaticFieldThatConcurrentSubclassesWouldShareIsRefused() {
        assertThat(Run.concurrently(Heir.class).failure())
                .isExactlyInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining(": classes that extend Ancestor run concurrently and share the field, ");
    }

    @CloudHostTest
    @Execution(ExecutionMode.CONCURRENT)
    abstract static class Ancestor {

        @Host("one")
        static CloudHost host;
    }

    static class Heir extends Ancestor {

        @Test
        void test() {}
    }

    @Test
    void anInterruptEndsAllSetupsThatAreWaitedFor() throws InterruptedException {
        Journal.begin();
        List<Run> runs = new ArrayList<>();
        Thread thread = new Thread(() -> runs.add(Run.of(Interrupted.class)));

        thread.start();
        Journal.awaitLines("up hanging-", 2);
        thread.interrupt();
        thread.join();

        assertThat(runs.get(0).failure())
                .isExactlyInstanceOf(CloudHostException.class)
                .hasMessage("the thread was interrupted while hosts were set up: hanging, hanging (other)");
        assertThat(Journal.lines()).filteredOn(line -> line.startsWith("down ")).hasSize(2);
    }

    @CloudHostTest
    static class Interrupted {

        @Test
        void test(@Host("hanging") CloudHost host, @Host(value = "hanging", name = "other") CloudHost other) {}
    }

    @Test
    void noMoreThanTheLimitAreSetUpAtATimeAndNoneBeginsAfterAFailure() throws InterruptedException {
        Journal.begin();
        ScopedHost broken = host("broken");
        ScopedHost one = host("one");
        ScopedHost two = host("two");

        new ParallelSetup(List.of(one, broken, two), 1).await();

        assertThat(one.isUp()).isTrue();
        assertThat(broken.hasFailed()).isTrue();
        one.tearDown();
        two.tearDown();
        assertThat(Journal.lines()).containsExactly("up one-1", "up broken-1", "down broken-1", "down one-1");
    }

    @Test
    void whoIsInterruptedWhileItWaitsLeavesTheSetupToTheOthers() throws InterruptedException {
        Journal.begin();
        // Its setup ends only together with that of right.
        ScopedHost left = host("left");
        ScopedHost right = host("right");
        left.begin(() -> {});

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new ParallelSetup(List.of(left), 1).await()).isInstanceOf(InterruptedException.class);
        new ParallelSetup(List.of(left, right), 2).await();

        assertThat(left.isUp()).isTrue();
        assertThat(right.isUp()).isTrue();
        left.tearDown();
        right.tearDown();
    }

    private static ScopedHost host(String label) {
        return new ScopedHost(label, CloudHosts.load().get(label));
    }

    @Test
    void workThatFailsKeepsNoOtherFromBeingDone() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException third = new IllegalStateException("third");
        CountDownLatch second = new CountDownLatch(1);

        List<Throwable> failures = new ParallelWork("test")
                .doAll(List.of(
                        () -> {
                            throw first;
                        },
                        second::countDown,
                        () -> {
                            throw third;
                        }));

        assertThat(failures).containsExactly(first, third);
        assertThat(second.getCount()).isZero();
    }
}
