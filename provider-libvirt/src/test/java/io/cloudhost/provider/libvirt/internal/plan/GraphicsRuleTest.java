package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphicsRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # base                                                           | clone
            <graphics type='vnc'/>                                           | <graphics autoport="yes" type="vnc"/>
            <graphics type='vnc' port='5901'/>                               | <graphics autoport="yes" type="vnc"/>
            <graphics type='vnc' port='-1' autoport='yes'/>                  | <graphics autoport="yes" type="vnc"/>
            <graphics type='vnc' port='5901' autoport='no' websocket='5700'/>| <graphics autoport="yes" type="vnc" websocket="-1"/>
            <graphics type='spice' port='5901' tlsPort='5902' defaultMode='secure'/> | <graphics autoport="yes" defaultMode="secure" type="spice"/>
            <graphics type='rdp' port='3389' multiUser='yes'/>               | <graphics autoport="yes" multiUser="yes" type="rdp"/>
            """)
    void leavesPortsToLibvirt(String base, String clone) {
        String type = XmlElement.parse(base).attribute("type").orElseThrow();

        assertThat(devices(base))
                .isEqualTo(Outcome.of(clone, "rewritten graphics " + type + ": ports are chosen by libvirt"));
    }

    @Test
    void keepsWhereTheScreenIsServedAndHow() {
        assertThat(devices("<graphics type='spice' port='5901' listen='127.0.0.1' passwd='bigsecret'>"
                        + "<listen type='address' address='127.0.0.1'/><listen type='network' network='nat'/>"
                        + "<gl enable='yes' rendernode='/dev/dri/renderD128'/></graphics>"))
                .isEqualTo(Outcome.of(
                        "<graphics autoport=\"yes\" listen=\"127.0.0.1\" passwd=\"bigsecret\" type=\"spice\">"
                                + "<listen address=\"127.0.0.1\" type=\"address\"/>"
                                + "<listen network=\"nat\" type=\"network\"/>"
                                + "<gl enable=\"yes\" rendernode=\"/dev/dri/renderD128\"/></graphics>",
                        "rewritten graphics spice: ports are chosen by libvirt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            vnc   | <graphics type='vnc' socket='/run/base.sock'/>
            vnc   | <graphics type='vnc' socket='/run/base.sock'><listen type='socket' socket='/run/base.sock'/></graphics>
            vnc   | <graphics type='vnc' port='-1' autoport='yes' websocket='5700'><listen type='socket'/></graphics>
            spice | <graphics type='spice' tlsPort='5'><listen type='socket' socket='/run/base.sock'/></graphics>
            """)
    void leavesSocketsToLibvirtAndDoesNotPutThemOnTheNetwork(String type, String base) {
        assertThat(devices(base))
                .isEqualTo(Outcome.of(
                        "<graphics type=\"" + type + "\"><listen type=\"socket\"/></graphics>",
                        "rewritten graphics " + type + ": socket is chosen by libvirt"));
    }

    @Test
    void leavesTheMessageBusToLibvirt() {
        assertThat(devices("<graphics type='dbus' address='unix:path=/run/base'><gl enable='yes'/></graphics>"))
                .isEqualTo(Outcome.of(
                        "<graphics type=\"dbus\"><gl enable=\"yes\"/></graphics>",
                        "rewritten graphics dbus: bus is chosen by libvirt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sdl          | <graphics display=":0.0" type="sdl" xauth="/root/.Xauthority"/>
            desktop      | <graphics display=":0.0" fullscreen="yes" type="desktop"/>
            spice        | <graphics type="spice"><listen type="none"/><gl enable="yes"/></graphics>
            vnc          | <graphics type="vnc"><listen type="none"/></graphics>
            egl-headless | <graphics type="egl-headless"><gl rendernode="/dev/dri/renderD128"/></graphics>
            """)
    void keepsScreensThatAreServedToNobody(String type, String graphics) {
        assertThat(devices(graphics)).isEqualTo(Outcome.of(graphics, "kept graphics " + type + ": listens nowhere"));
    }

    @Test
    void forgetsPortsThatNobodyListensOn() {
        assertThat(devices("<graphics type='vnc' port='5901' websocket='5700'><listen type='none'/></graphics>"))
                .isEqualTo(Outcome.of(
                        "<graphics type=\"vnc\"><listen type=\"none\"/></graphics>",
                        "rewritten graphics vnc: listens nowhere: ports are dropped"));
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
