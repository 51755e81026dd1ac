package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.libvirt.event.DomainEventType;
import org.libvirt.event.StoppedDetail;

class DomainEndTest {

    @ParameterizedTest
    @CsvSource({
        "SHUTDOWN, has shut down",
        "DESTROYED, was destroyed",
        "CRASHED, has crashed",
        "MIGRATED, was migrated to another hypervisor",
        "SAVED, was saved",
        "FAILED, failed: QEMU ended unexpectedly",
        "FROM_SNAPSHOT, was reverted to a snapshot of when it did not run",
        "UNKNOWN, has ended"
    })
    void saysHowADomainEnded(StoppedDetail detail, String text) {
        assertThat(end(DomainEventType.STOPPED, List.of(StoppedDetail.values()).indexOf(detail)))
                .contains(text);
    }

    @Test
    void takesAPanicForTheEnd() {
        assertThat(end(DomainEventType.CRASHED, 0)).contains("has crashed");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"STOPPED", "CRASHED"})
    void takesNothingElseForTheEnd(DomainEventType event) {
        assertThat(end(event, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SHUT_OFF, is shut off", "CRASHED, has crashed"})
    void takesAStateForTheEnd(DomainState state, String text) {
        assertThat(DomainEnd.of(Optional.of(state))).contains(text);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SHUT_OFF", "CRASHED"})
    void takesNoOtherStateForTheEnd(DomainState state) {
        assertThat(DomainEnd.of(Optional.of(state))).isEmpty();
    }

    @Test
    void takesADomainThatIsNotThereForEnded() {
        assertThat(DomainEnd.of(Optional.empty())).contains("is gone");
    }

    /** With libvirt-java's order of the events, which is libvirt's. */
    private static Optional<String> end(DomainEventType event, int detail) {
        return DomainEnd.of(List.of(DomainEventType.values()).indexOf(event), detail);
    }
}
