package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedMemoryRuleTest {

    private static final String DECISION = "rewritten memoryBacking: shared, since virtiofs needs it";

    @Test
    void sharesTheMemoryOfABaseThatSaysNothingOfIt() {
        assertThat(plan("<memory>1</memory>"))
                .isEqualTo(outcome(
                        "<memory>1</memory><memoryBacking><source type=\"memfd\"/><access mode=\"shared\"/></memoryBacking>",
                        "kept memory: part of the machine",
                        DECISION));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '<source type=\"memfd\"/><access mode=\"shared\"/>'",
        "<locked/>, '<locked/><source type=\"memfd\"/><access mode=\"shared\"/>'",
        "<source type='anonymous'/>, '<source type=\"memfd\"/><access mode=\"shared\"/>'",
        "<source type='file'/>, '<source type=\"file\"/><access mode=\"shared\"/>'",
        "<access mode='private'/><source type='memfd'/>, '<access mode=\"shared\"/><source type=\"memfd\"/>'",
        "<hugepages><page size='2048'/></hugepages>, '<hugepages><page size=\"2048\"/></hugepages><access mode=\"shared\"/>'",
        "<hugepages/><source type='memfd'/>, '<hugepages/><source type=\"memfd\"/><access mode=\"shared\"/>'"
    })
    void sharesMemoryAndLeavesTheRestOfItAsItIs(String base, String clone) {
        assertThat(plan("<memoryBacking>" + base.replace('"', '\'') + "</memoryBacking>"))
                .isEqualTo(outcome("<memoryBacking>" + clone + "</memoryBacking>", DECISION));
    }

    @Test
    void takesFromCellsWhatTheySayOfTheirMemory() {
        assertThat(plan("<memoryBacking/><cpu mode='custom'><numa><cell id='0' memAccess='private'/>"
                        + "<cell id='1' memAccess='shared'/></numa></cpu>"))
                .isEqualTo(outcome(
                        "<memoryBacking><source type=\"memfd\"/><access mode=\"shared\"/></memoryBacking>"
                                + "<cpu mode=\"custom\"><numa><cell id=\"0\"/><cell id=\"1\"/></numa></cpu>",
                        DECISION,
                        "rewritten cpu numa: its memory shared, since virtiofs needs it"));
    }

    @Test
    void hasNothingAgainstOtherProcessors() {
        assertThat(plan("<memoryBacking/><cpu mode='custom'><numa><cell id='0'/></numa></cpu>")
                        .decisions())
                .contains("kept cpu: part of the machine");
    }

    @Test
    void leavesMemoryAsItIsWhereNobodyNeedsIt() {
        String elements = "<memoryBacking><access mode=\"private\"/></memoryBacking>"
                + "<cpu><numa><cell id=\"0\" memAccess=\"private\"/></numa></cpu>";

        assertThat(new PlanFixture()
                        .mapping(FilesystemRuleTest.mapping("data", "/srv", true))
                        .elements(elements)
                        .xml())
                .startsWith(elements);
    }

    private static Outcome plan(String elements) {
        return new PlanFixture()
                .mapping(FilesystemRuleTest.mapping("data", "/srv", false, Driver.VIRTIOFS))
                .elements(elements);
    }

    private static Outcome outcome(String xml, String... decisions) {
        return new Outcome(
                xml + "<devices><filesystem accessmode=\"passthrough\" type=\"mount\"><driver type=\"virtiofs\"/>"
                        + "<source dir=\"/srv\"/><target dir=\"data\"/></filesystem></devices>",
                Stream.concat(
                                Stream.of(decisions),
                                Stream.of("rewritten filesystem data: mapped to /srv, writable (virtiofs)"))
                        .toList());
    }
}
