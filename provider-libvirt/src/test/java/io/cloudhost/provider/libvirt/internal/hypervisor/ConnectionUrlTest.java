package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {

    @ParameterizedTest
    @CsvSource({
        "qemu:///system, qemu:///system",
        "qemu+unix:///system?socket=/run/x, qemu+unix:///system?socket=/run/x",
        "qemu+ssh://user@linux-box/system, qemu+ssh://user@linux-box/system?no_tty=1",
        "qemu+ssh://linux-box/system?keyfile=/k, qemu+ssh://linux-box/system?keyfile=/k&no_tty=1",
        "qemu+ssh://linux-box/system?no_tty=0, qemu+ssh://linux-box/system?no_tty=0",
    })
    void neverWaitsForAPasswordUnlessTold(String configured, String opened) {
        assertThat(new ConnectionUrl(configured).toOpen()).isEqualTo(opened);
        assertThat(new ConnectionUrl(configured)).hasToString(configured);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-box", "/run/libvirt/libvirt-sock", "qemu:system", "QEMU ssh", "qemu+ssh:user@box"})
    void refusesWhatIsNoUrl(String text) {
        assertThatThrownBy(() -> new ConnectionUrl(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a libvirt connection URL")
                .hasMessageEndingWith(". Write e.g. qemu:///system or qemu+ssh://user@linux-box/system");
    }

    @Test
    void saysWhereAUrlIsMalformedWithoutRepeatingIt() {
        assertThatThrownBy(() -> new ConnectionUrl("qemu+ssh://user:secret@bad host/system"))
                .hasMessage("not a libvirt connection URL (Illegal character in authority at character 12)."
                        + " Write e.g. qemu:///system or qemu+ssh://user@linux-box/system");
    }

    @Test
    void masksAPassword() {
        assertThat(new ConnectionUrl("qemu+tcp://user:secret@box/system"))
                .hasToString("qemu+tcp://user:***@box/system");
        assertThat(ConnectionUrl.mask("not a url://u:secret@x")).isEqualTo("not a url://u:***@x");
    }
}
