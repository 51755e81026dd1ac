package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClonePlanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <nvram template='/fw/VARS.fd'>/nvram/base.fd</nvram>          | <nvram template="/fw/VARS.fd"/>
            <nvram>/nvram/base.fd</nvram>                                 | <nvram/>
            <nvram template='/fw/VARS.qcow2' templateFormat='qcow2'>/nvram/base.fd</nvram> | <nvram template="/fw/VARS.qcow2" templateFormat="qcow2"/>
            <varstore template='/fw/vars.json' path='/nvram/base.json'/>  | <varstore template="/fw/vars.json"/>
            """)
    void beginsWithTheTemplateWhereTheBaseTurnsOutToHaveNoVariables(String base, String clone) {
        ClonePlan plan = new PlanFixture().plan("<domain><name>base</name><os>" + base + "</os></domain>");

        assertThat(XmlElement.parse(plan.xmlWithFreshVarstore())
                        .child("os")
                        .orElseThrow()
                        .toXml())
                .isEqualTo("<os>" + clone + "</os>");
    }

    @Test
    void hasNoTemplateToBeginWithWhereItCopiesNoVariables() {
        ClonePlan plan = new PlanFixture().planDevices("");

        assertThatThrownBy(plan::xmlWithFreshVarstore).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isRefusedWithEveryRefusalThatIsAdded() {
        ClonePlan plan = new PlanFixture().planDevices("");
        Decision refusal = new Decision("disk vda", Verdict.REFUSED, "why", Optional.of("what to do"));

        assertThat(plan.refusing(List.of())).isEqualTo(plan);
        assertThat(plan.refusing(List.of(refusal)).decisions()).endsWith(refusal);
        assertThat(plan.refusing(List.of(refusal)).toHostPlan().isRefused()).isTrue();
    }
}
