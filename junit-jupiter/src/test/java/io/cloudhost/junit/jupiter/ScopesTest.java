package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostEvidence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which host, and how long it lives. */
class ScopesTest {

    @Test
    void aParameterOfATestIsANewHostForEachTest() {
        assertThat(Run.of(Parameters.class).journal())
                .containsExactly("up one-1", "a one-1", "down one-1", "up one-2", "b one-2", "down one-2");
    }

    @CloudHostTest
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Parameters {

        @Test
        void a(@Host("one") CloudHost host) {
            Journal.write("a " + host.getHostName());
        }

        @Test
        void b(@Host("one") CloudHost host) {
            Journal.write("b " + host.getHostName());
        }
    }

    @Test
    void eachInvocationOfARepeatedOrParameterizedTestHasAHostOfItsOwn() {
        assertThat(Run.of(Invocations.class).journal())
                .containsExactly(
                        "up one-1",
                        "x one-1",
                        "down one-1",
                        "up one-2",
                        "y one-2",
                        "down one-2",
                        "up one-3",
                        "repeated one-3",
                        "down one-3",
                        "up one-4",
                        "repeated one-4",
                        "down one-4");
    }

    @CloudHostTest
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Invocations {

        @ParameterizedTest
        @ValueSource(strings = {"x", "y"})
        void parameterized(String text, @Host("one") CloudHost host) {
            Journal.write(text + " " + host.getHostName());
        }

        @RepeatedTest(2)
        void repeated(@Host("one") CloudHost host) {
            Journal.write("repeated " + host.getHostName());
        }
    }

    @Test
    void dynamicTestsShareTheHostOfTheirFactory() {
        assertThat(Run.of(Factory.class).journal())
                .containsExactly("up one-1", "first one-1", "second one-1", "down one-1");
    }

    @CloudHostTest
    static class Factory {

        @TestFactory
        Stream<DynamicTest> tests(@Host("one") CloudHost host) {
            return Stream.of("first", "second")
                    .map(name -> DynamicTest.dynamicTest(name, () -> Journal.write(name + " " + host.getHostName())));
        }
    }

    @Test
    void aFieldOfAnInstanceIsSetBeforeEachTestToANewHost() {
        assertThat(Run.of(InstanceField.class).journal())
                .containsExactly(
                        "up one-1",
                        "before one-1",
                        "test one-1 one-1",
                        "after one-1",
                        "down one-1",
                        "up one-2",
                        "before one-2",
                        "test one-2 one-2",
                        "after one-2",
                        "down one-2");
    }

    @CloudHostTest
    static class InstanceField {

        @Host("one")
        private CloudHost host;

        @BeforeEach
        void before(@Host("one") CloudHost same) {
            Journal.write("before " + same.getHostName());
        }

        @RepeatedTest(2)
        void test(@Host("one") CloudHost same) {
            Journal.write("test " + host.getHostName() + " " + same.getHostName());
        }

        @AfterEach
        void after() {
            Journal.write("after " + host.getHostName());
        }
    }

    @Test
    void aStaticFieldIsOneHostForTheClass() {
        assertThat(Run.of(StaticField.class).journal())
                .containsExactly(
                        "up one-1", "before one-1", "test one-1", "test one-1", "constructor one-1", "down one-1");
    }

    @CloudHostTest
    static class StaticField {

        @Host("one")
        private static CloudHost host;

        private final CloudHost ofConstructor;

        StaticField(@Host("one") CloudHost ofConstructor) {
            this.ofConstructor = ofConstructor;
        }

        @BeforeAll
        static void before(@Host("one") CloudHost same) {
            Journal.write("before " + same.getHostName());
        }

        @RepeatedTest(2)
        void test(@Host(value = "one", scope = HostScope.CLASS) CloudHost same) {
            assertThat(host).isSameAs(same).isSameAs(ofConstructor);
            Journal.write("test " + host.getHostName());
        }

        @AfterAll
        static void after() {
            Journal.write("constructor " + host.getHostName());
        }
    }

    @Test
    void aHostOfTheSuiteIsOneForAllClassesOfTheRun() {
        assertThat(Run.of(Suite1.class, Suite2.class).journal())
                .containsExactly("up one-1", "first one-1", "second one-1", "down one-1");
    }

    @CloudHostTest
    static class Suite1 {

        @Host(value = "one", scope = HostScope.SUITE)
        static CloudHost host;

        @Test
        void test() {
            Journal.write("first " + host.getHostName());
        }
    }

    @CloudHostTest
    static class Suite2 {

        @Test
        void test(@Host(value = "one", scope = HostScope.SUITE) CloudHost host) {
            Journal.write("second " + host.getHostName());
        }
    }

    @Test
    void scopesAndNamesTellHostsOfALabelApart() {
        assertThat(Run.of(Apart.class).journal()).isNotEmpty();

        assertThat(Journal.lines()).filteredOn(line -> line.startsWith("up ")).hasSize(5);
        assertThat(Journal.lines())
                .filteredOn(line -> line.startsWith("down "))
                .hasSize(5)
                .last()
                .isEqualTo("down one-" + Apart.suites);
    }

    @CloudHostTest
    static class Apart {

        static String suites;

        @Test
        void test(
                @Host("one") CloudHost host,
                @Host(value = "one", name = "server") CloudHost server,
                @Host(value = "one", name = "client") CloudHost client,
                @Host(value = "one", name = "client") CloudHost again,
                @Host(value = "one", scope = HostScope.CLASS) CloudHost ofClass,
                @Host(value = "one", scope = HostScope.SUITE) CloudHost ofSuite) {
            assertThat(client).isSameAs(again);
            assertThat(List.of(host, server, client, ofClass, ofSuite)).doesNotHaveDuplicates();
            suites = ofSuite.getHostName().substring("one-".length());
        }
    }

    @Test
    void aNestedClassSharesWhatTheClassAroundItAsksFor() {
        assertThat(Run.of(Outer.class).journal())
                .endsWith("down one-1")
                .containsExactlyInAnyOrder(
                        "up one-1",
                        "up two-1",
                        "outer one-1 two-1",
                        "down two-1",
                        "up two-2",
                        "inner one-1 two-2 two-2",
                        "down two-2",
                        "down one-1");
    }

    @Test
    void whatIsSharedIsTheSameWhereOnlyTheNestedClassRuns() {
        Run run = Run.selected(selectNestedClass(List.of(Outer.class), Outer.Inner.class));

        assertThat(run.journal())
                .endsWith("down one-1")
                .containsExactlyInAnyOrder(
                        "up one-1", "up two-1", "inner one-1 two-1 two-1", "down two-1", "down one-1");
    }

    @CloudHostTest
    static class Outer {

        @Host("two")
        CloudHost ofTest;

        @Test
        void test(@Host(value = "one", scope = HostScope.CLASS) CloudHost ofClass) {
            Journal.write("outer " + ofClass.getHostName() + " " + ofTest.getHostName());
        }

        @Nested
        class Inner {

            @Host(value = "one", scope = HostScope.CLASS)
            CloudHost ofClass;

            @Test
            void test(@Host("two") CloudHost same) {
                Journal.write("inner " + ofClass.getHostName() + " " + ofTest.getHostName() + " " + same.getHostName());
            }
        }
    }

    @Test
    void anInheritedNestedClassSharesWhatTheClassThatInheritsItAsksFor() {
        assertThat(Run.of(Heir.class).journal()).containsExactly("up one-1 (heir)", "inner one-1 one-1", "down one-1");
    }

    @CloudHostTest
    abstract static class Ancestor {

        @Host("one")
        static CloudHost ofClass;

        @Nested
        class Inner {

            @Test
            void test(@Host(value = "one", scope = HostScope.CLASS) CloudHost same) {
                Journal.write("inner " + ofClass.getHostName() + " " + same.getHostName());
            }
        }
    }

    @CloudHostTest(settings = "one.note = heir")
    static class Heir extends Ancestor {}

    @Test
    void aClassHostThatOnlyANestedClassAsksForEndsWithThat() {
        assertThat(Run.of(LateOuter.class).journal())
                .containsExactly("up one-1", "first", "down one-1", "up one-2", "second", "down one-2");
    }

    @CloudHostTest
    @org.junit.jupiter.api.TestClassOrder(org.junit.jupiter.api.ClassOrderer.ClassName.class)
    static class LateOuter {

        @Nested
        class First {

            @Test
            void test(@Host(value = "one", scope = HostScope.CLASS) CloudHost host) {
                Journal.write("first");
            }
        }

        @Nested
        class Second {

            @Test
            void test(@Host(value = "one", scope = HostScope.CLASS) CloudHost host) {
                Journal.write("second");
            }
        }
    }

    @Test
    void anInstanceForAllTestsHasTheClasssHostBeforeAllAndEachTestsOwnBeforeEach() {
        assertThat(Run.of(OneInstance.class).journal())
                .containsExactly(
                        "up one-1",
                        "before one-1",
                        "up two-1",
                        "test one-1 two-1",
                        "down two-1",
                        "up two-2",
                        "test one-1 two-2",
                        "down two-2",
                        "after one-1",
                        "down one-1");
    }

    @CloudHostTest
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance {

        @Host(value = "one", scope = HostScope.CLASS)
        CloudHost ofClass;

        @Host("two")
        CloudHost ofTest;

        @BeforeAll
        void before() {
            Journal.write("before " + ofClass.getHostName());
        }

        @RepeatedTest(2)
        void test() {
            Journal.write("test " + ofClass.getHostName() + " " + ofTest.getHostName());
        }

        @AfterAll
        void after() {
            Journal.write("after " + ofClass.getHostName());
        }
    }

    @Test
    void subclassesInheritTheAnnotationAndTheFieldsAndHaveHostsOfTheirOwn() {
        assertThat(Run.of(Child1.class, Child2.class).journal())
                .containsExactly(
                        "up one-1",
                        "up two-1",
                        "Child1 one-1 two-1",
                        "down two-1",
                        "down one-1",
                        "up one-2",
                        "up two-2",
                        "Child2 one-2 two-2",
                        "down two-2",
                        "down one-2");
    }

    @CloudHostTest
    abstract static class Base {

        @Host("one")
        static CloudHost ofClass;

        @Host("two")
        private CloudHost ofTest;

        @Test
        void test() {
            Journal.write(getClass().getSimpleName() + " " + ofClass.getHostName() + " " + ofTest.getHostName());
        }
    }

    static class Child1 extends Base {}

    static class Child2 extends Base {}

    @Test
    void whatElseAHostCanDoIsAskedForByItsType() {
        assertThat(Run.of(Capability.class).journal())
                .containsExactly("up one-1", "evidence one-1: wanted", "down one-1");
    }

    @CloudHostTest
    static class Capability {

        @Test
        void test(@Host("one") HostEvidence evidence, @Host("one") CloudHost host) {
            assertThat(evidence.collect("wanted")).isDirectory();
        }
    }

    @Test
    void otherParametersAndFieldsAreLeftAlone() {
        assertThat(Run.of(Others.class).failure())
                .hasMessageStartingWith("No ParameterResolver registered for parameter [io.cloudhost.core.CloudHost ");
        assertThat(Journal.lines()).isEmpty();
    }

    @CloudHostTest
    static class Others {

        CloudHost unmarked;

        @Test
        void test(CloudHost host) {}
    }
}
