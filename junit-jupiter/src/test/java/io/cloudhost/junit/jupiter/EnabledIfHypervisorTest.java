package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where tests are skipped, and what they say then. */
class EnabledIfHypervisorTest {

    @Test
    void aTestRunsWhereTheHypervisorAnswers() {
        Run run = Run.of(Present.class);

        assertThat(run.journal()).containsExactly("asked fake://here", "left fake://here", "test");
    }

    @EnabledIfHypervisor("present")
    static class Present {

        @Test
        void test() {
            Journal.write("test");
        }
    }

    @Test
    void aTestIsSkippedWhereTheHypervisorCannotBeReachedAndItIsAskedOnce() {
        Run run = Run.of(Absent.class, AbsentToo.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.skipped()).hasSize(3).containsOnly("absent: fake://there cannot be reached: nobody listens");
        assertThat(Journal.lines()).containsExactly("asked fake://there", "left fake://there", "unmarked");
    }

    static class Absent {

        @Test
        @EnabledIfHypervisor("absent")
        void first() {
            Journal.write("first");
        }

        @Test
        @EnabledIfHypervisor("absent")
        void second() {
            Journal.write("second");
        }

        @Test
        void unmarked() {
            Journal.write("unmarked");
        }
    }

    @EnabledIfHypervisor("absent")
    static class AbsentToo extends Absent {}

    @Test
    void subclassesInheritTheCondition() {
        assertThat(Run.of(Heir.class).skipped())
                .containsExactly("absent: fake://there cannot be reached: nobody listens");
    }

    @EnabledIfHypervisor("absent")
    abstract static class Ancestor {}

    static class Heir extends Ancestor {

        @Test
        void test() {}
    }

    @Test
    void aTestIsSkippedWhereAHostIsNotConfigured() {
        assertThat(Run.of(Unknown.class).skipped())
                .singleElement()
                .asString()
                .startsWith("presentt: no host of this name is configured. Configured: ")
                .contains("Did you mean 'present'?");
    }

    @EnabledIfHypervisor("presentt")
    static class Unknown {

        @Test
        void test() {}
    }

    @Test
    void ofSeveralHostsThoseAreNamedThatCannotBeMade() {
        assertThat(Run.of(Several.class).skipped())
                .containsExactly("absent: fake://there cannot be reached: nobody listens");
    }

    @EnabledIfHypervisor({"present", "absent"})
    static class Several {

        @Test
        void test() {}
    }

    @Test
    void aHostThatIsConfiguredWronglyFailsTheTest() {
        Run run = Run.of(Mistaken.class);

        assertThat(run.skipped()).isEmpty();
        assertThat(run.failure())
                .hasCauseExactlyInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mistaken.nots");
    }

    @EnabledIfHypervisor("mistaken")
    static class Mistaken {

        @Test
        void test() {}
    }

    @Test
    void theSettingsOfTheClassHold() {
        assertThat(Run.of(Overridden.class).skipped())
                .containsExactly("present: fake://here cannot be reached: nobody listens");
    }

    @CloudHostTest(settings = "present.answers = no")
    @EnabledIfHypervisor("present")
    static class Overridden {

        @Test
        void test() {}
    }

    @Test
    void aHostThatIsMadeNowhereIsThere() {
        assertThat(new HypervisorProbe(CloudHosts.load()).look("one"))
                .isEqualTo(new Reachability(true, "one: made at no place that could be asked"));
    }

    @Test
    void aHypervisorThatDoesNotAnswerIsNotWaitedForForEver() {
        assertThat(new HypervisorProbe(CloudHosts.load(), Duration.ofMillis(100)).look("mute"))
                .isEqualTo(new Reachability(false, "mute: fake://nowhere cannot be reached: no answer within 0.1 s"));
    }
}
