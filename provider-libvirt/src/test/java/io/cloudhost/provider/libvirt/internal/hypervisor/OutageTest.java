package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final ConnectionUrl URL = new ConnectionUrl("qemu:///system");
    private static final Outage BEGINNING = Outage.beginning(Instant.parse("2026-01-01T12:00:00.123456Z"));

    @Test
    void saysSinceWhenItLastsHowOftenItWasTriedToEndItAndWhatWasSaidLast() {
        Outage outage = BEGINNING.afterFailed(new HypervisorException("first", null));
        assertThat(outage.toException(URL))
                .hasMessage("the connection to libvirt at qemu:///system was lost at 2026-01-01T12:00:00Z,"
                        + " and an attempt to replace it failed. The last one: first");

        assertThat(outage.afterFailed(new HypervisorException("second", null)).toException(URL))
                .hasMessage("the connection to libvirt at qemu:///system was lost at 2026-01-01T12:00:00Z,"
                        + " and 2 attempts to replace it failed. The last one: second");
    }

    @Test
    void saysSoWhereNothingWasSaidYet() {
        assertThat(BEGINNING.toException(URL))
                .hasMessage("the connection to libvirt at qemu:///system was lost at 2026-01-01T12:00:00Z,"
                        + " and the attempt to replace it has had no answer yet");
    }
}
