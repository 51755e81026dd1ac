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
    @ValueSource(
            strings = {
                "linux-box",
                "/run/libvirt/libvirt-sock",
                "qemu:system",
                "QEMU ssh",
                "qemu+ssh://bad host/system",
                "qemu+ssh:user@box"
            })
    void refusesWhatIsNoUrl(String text) {
        assertThatThrownBy(() -> new ConnectionUrl(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "not a libvirt connection URL. Write e.g. qemu:///system or qemu+ssh://user@linux-box/system");
    }

    @Test
    void makesCommandsThatAShellTakesAsTheyStand() {
        assertThat(new ConnectionUrl("qemu:///system").virsh("net-start", "my_nat_network"))
                .isEqualTo("virsh -c qemu:///system net-start my_nat_network");
        assertThat(new ConnectionUrl("qemu+ssh://user@box/system?keyfile=/a&no_verify=1").virsh("edit", "Bob's base"))
                .isEqualTo("virsh -c 'qemu+ssh://user@box/system?keyfile=/a&no_verify=1' edit 'Bob'\\''s base'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu+tcp://user:secret@box/system", "qemu+ssh://u:se/cr@et@box:x", "no url://u:s:e@c@x"})
    void refusesAndMasksAPassword(String text) {
        assertThatThrownBy(() -> new ConnectionUrl(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has a password in it, which libvirt does not use. Remove it, and log in with a key");
        assertThat(ConnectionUrl.mask(text)).contains(":***@").doesNotContain("sec", "se/cr", "et@", "s:e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu+ssh://user@[2001:db8::1]:22/system?keyfile=/a@b", "qemu+ssh://box:2222/system?x=a@b"})
    void takesNoOtherColonForAPassword(String text) {
        assertThat(new ConnectionUrl(text)).hasToString(text);
    }
}
