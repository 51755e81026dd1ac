package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <seclabel type='static' model='dac' relabel='no'><label>+64055:+64055</label></seclabel>                                        | <seclabel model="dac" relabel="yes" type="dynamic"/>
            <seclabel type='static' model='selinux' relabel='yes'><label>s0:c1,c2</label><imagelabel>s0:c1,c2</imagelabel></seclabel> | <seclabel model="selinux" relabel="yes" type="dynamic"/>
            <seclabel type='static'><label>libvirt-base</label></seclabel>                                                          | <seclabel relabel="yes" type="dynamic"/>
            """)
    void makesAFreshLabelOfAStaticOne(String base, String clone) {
        assertThat(elements(base))
                .isEqualTo(Outcome.of(
                        clone, "rewritten seclabel: a label of its own: a static one ties files to one domain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<seclabel model=\"selinux\" relabel=\"yes\" type=\"dynamic\"><baselabel>t:s0</baselabel></seclabel>",
                "<seclabel model=\"dac\" type=\"none\"/>"
            })
    void keepsLabelsThatAreMadeAnewForEachDomain(String seclabel) {
        String type = XmlElement.parse(seclabel).attribute("type").orElseThrow();

        assertThat(elements(seclabel))
                .isEqualTo(Outcome.of(seclabel, "kept seclabel " + type + ": part of the machine"));
    }

    @Test
    void letsAClockRunThatBeganAtAFixedMoment() {
        assertThat(elements("<clock offset='absolute' start='1500000000'><timer name='rtc'/></clock>"))
                .isEqualTo(Outcome.of(
                        "<clock offset=\"utc\"><timer name=\"rtc\"/></clock>",
                        "rewritten clock: set to UTC: it began at a fixed moment"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<clock offset=\"utc\"/>",
                "<clock offset=\"localtime\"><timer name=\"hypervclock\" present=\"yes\"/></clock>",
                "<clock offset=\"timezone\" timezone=\"Europe/Berlin\"/>",
                "<clock adjustment=\"3600\" basis=\"utc\" offset=\"variable\"/>"
            })
    void keepsClocksThatFollowTheHypervisors(String clock) {
        assertThat(elements(clock)).isEqualTo(Outcome.of(clock, "kept clock: part of the machine"));
    }

    @Test
    void doesNotPinTheCloneToTheBasesProcessors() {
        assertThat(elements("<vcpu placement='static' cpuset='1-4,^3' current='1'>2</vcpu><cputune>"
                        + "<shares>2048</shares><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='1' cpuset='2'/>"
                        + "<emulatorpin cpuset='1'/><iothreadpin iothread='1' cpuset='4'/>"
                        + "<vcpusched vcpus='0' scheduler='fifo' priority='1'/>"
                        + "<cachetune vcpus='0'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune>"
                        + "<memorytune vcpus='0'><node id='0' bandwidth='60'/></memorytune></cputune>"))
                .isEqualTo(Outcome.of(
                        "<vcpu current=\"1\" placement=\"static\">2</vcpu><cputune><shares>2048</shares>"
                                + "<vcpusched priority=\"1\" scheduler=\"fifo\" vcpus=\"0\"/></cputune>",
                        "rewritten vcpu: not pinned to the base's processors",
                        "rewritten cputune: not pinned to the base's processors"
                                + "; without the base's share of caches and memory bandwidth"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <vcpupin vcpu='0' cpuset='1'/>                               | not pinned to the base's processors
            <memorytune vcpus='0'><node id='0' bandwidth='60'/></memorytune> | without the base's share of caches and memory bandwidth
            """)
    void saysWhatItTakesFromTheTuningOfProcessors(String tuning, String reason) {
        assertThat(elements("<cputune>" + tuning + "</cputune>"))
                .isEqualTo(Outcome.of("<cputune/>", "rewritten cputune: " + reason));
    }

    @Test
    void keepsProcessorsThatArePinnedNowhere() {
        String elements = "<vcpu placement=\"static\">2</vcpu><cputune><quota>-1</quota></cputune>"
                + "<iothreads>2</iothreads><numatune><memory mode=\"strict\" nodeset=\"0\"/></numatune>";

        assertThat(elements(elements))
                .isEqualTo(Outcome.of(
                        elements,
                        "kept vcpu: part of the machine",
                        "kept cputune: part of the machine",
                        "kept iothreads: part of the machine",
                        "kept numatune: part of the machine"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            <resource><fibrechannel appid='base'/></resource>                                            | ``
            <resource><partition>/machine/tests</partition><fibrechannel appid='base'/></resource> | <resource><partition>/machine/tests</partition></resource>
            """)
    void dropsTheNameThatStorageNetworksKnowTheBaseBy(String base, String clone) {
        assertThat(elements(base))
                .isEqualTo(Outcome.of(
                        clone, "rewritten resource: without the name that storage networks know the base by"));
    }

    @Test
    void keepsTheGroupThatTheBaseGetsItsSharesFrom() {
        String resource = "<resource><partition>/machine/tests</partition></resource>";

        assertThat(elements(resource)).isEqualTo(Outcome.of(resource, "kept resource: part of the machine"));
    }

    private static Outcome elements(String elements) {
        return new PlanFixture().elements(elements);
    }
}
