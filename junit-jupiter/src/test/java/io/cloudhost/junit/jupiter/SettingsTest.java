package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The settings of a class. */
class SettingsTest {

    @Test
    void settingsOfTheClassWinOverThoseOfTheFiles() {
        assertThat(Run.of(Own.class).journal()).containsExactly("up one-1 (own)", "down one-1");
    }

    @CloudHostTest(settings = {"one {", "  note = own", "}"})
    static class Own {

        @Test
        void test(@Host("one") CloudHost host) {}
    }

    @Test
    void settingsOfSuperclassesHoldToo() {
        assertThat(Run.of(Child.class).journal())
                .containsExactlyInAnyOrder("up one-1 (own)", "up two-1 (child)", "down one-1", "down two-1");
    }

    @CloudHostTest(settings = "two.note = child")
    static class Child extends Own {

        @Host("two")
        CloudHost host;
    }

    @Test
    void settingsOfAnEnclosingClassHoldTooAndWinLess() {
        assertThat(Run.of(Outer.class).journal())
                .containsExactlyInAnyOrder("up one-1 (inner)", "up two-1 (outer)", "down one-1", "down two-1");
    }

    @CloudHostTest(settings = {"one.note = outer", "two.note = outer"})
    static class Outer {

        @Nested
        @CloudHostTest(settings = "one.note = inner")
        class Inner {

            @Test
            void test(@Host("one") CloudHost one, @Host("two") CloudHost two) {}
        }
    }

    @Test
    void settingsThatComeBackInASubclassWinOverThoseBetween() {
        assertThat(Run.of(Again.class).journal()).containsExactly("up one-1 (own)", "down one-1");
    }

    @CloudHostTest(settings = "one.note = between")
    static class Between extends Own {}

    @CloudHostTest(settings = {"one {", "  note = own", "}"})
    static class Again extends Between {}

    @Test
    void settingsOfAnInterfaceHoldTooAndWinLess() {
        assertThat(Run.of(Implementation.class).journal())
                .containsExactlyInAnyOrder("up one-1 (contract)", "up two-1 (own)", "down one-1", "down two-1");
    }

    @CloudHostTest(settings = {"one.note = contract", "two.note = contract"})
    interface Contract {

        @Test
        default void test(@Host("one") CloudHost one, @Host("two") CloudHost two) {}
    }

    @CloudHostTest(settings = "two.note = own")
    static class Implementation implements Contract {}

    @Test
    void anAnnotationOfTheUsersCanStandForIt() {
        assertThat(Run.of(Composed.class).journal()).containsExactly("up one-1 (composed)", "down one-1");
    }

    @Retention(RetentionPolicy.RUNTIME)
    @CloudHostTest(settings = "one.note = composed")
    @interface OnOne {}

    @OnOne
    static class Composed {

        @Test
        void test(@Host("one") CloudHost host) {}
    }

    @Test
    void classesWithOtherSettingsShareNoHost() {
        assertThat(Run.of(Shared.class, SharedToo.class, SharedWithOthers.class).journal())
                .containsExactlyInAnyOrder("up one-1", "up one-2 (others)", "down one-1", "down one-2");
    }

    @CloudHostTest
    static class Shared {

        @Test
        void test(@Host(value = "one", scope = HostScope.SUITE) CloudHost host) {}
    }

    @CloudHostTest
    static class SharedToo extends Shared {}

    @CloudHostTest(settings = "one.note = others")
    static class SharedWithOthers extends Shared {}

    @Test
    void aHostCanStandInTheSettingsAlone() {
        assertThat(Run.of(Alone.class).journal()).containsExactly("up mine-1", "down mine-1");
    }

    @CloudHostTest(settings = "mine { provider = fake }")
    static class Alone {

        @Test
        void test(@Host("mine") CloudHost host) {}
    }

    @Test
    void aWrongKeyFailsTheTestWithTheExceptionThatNamesIt() {
        assertThat(Run.of(Mistaken.class).failure())
                .isExactlyInstanceOf(ConfigurationException.class)
                .hasMessageContaining("one.nots")
                .hasMessageContaining("Did you mean 'note'?");
        assertThat(Journal.lines()).isEmpty();
    }

    @CloudHostTest(settings = "one.nots = typed")
    static class Mistaken {

        @Test
        void test(@Host("one") CloudHost host, @Host("two") CloudHost other) {}
    }

    @Test
    void settingsThatCannotBeReadFailTheTest() {
        assertThat(Run.of(Unreadable.class).failure()).isExactlyInstanceOf(ConfigurationException.class);
    }

    @CloudHostTest(settings = "one {")
    static class Unreadable {

        @Test
        void test(@Host("one") CloudHost host) {}
    }
}
