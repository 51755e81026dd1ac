package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<filesystem accessmode=\"mapped\" type=\"mount\"><source dir=\"/srv\"/><target dir=\"data\"/></filesystem>",
                "<filesystem><source dir=\"/srv\"/><target dir=\"data\"/></filesystem>",
                "<filesystem type=\"mount\"><driver type=\"virtiofs\"/><binary path=\"/usr/libexec/virtiofsd\"/>"
                        + "<source dir=\"/srv\"/><target dir=\"data\"/></filesystem>"
            })
    void keepsAFolderAndSaysThatTheGuestCanWriteToIt(String filesystem) {
        assertThat(devices(filesystem))
                .isEqualTo(Outcome.of(
                        filesystem, "kept filesystem data: a folder of the hypervisor's machine, as in the base"));
        assertThat(new PlanFixture().planDevices(filesystem).writableFolders())
                .extracting(WritableFolder::path)
                .containsExactly("/srv");
    }

    @Test
    void keepsAFolderThatIsMadeInMemory() {
        String filesystem =
                "<filesystem type=\"ram\"><source units=\"KiB\" usage=\"1024\"/><target dir=\"/tmp\"/></filesystem>";

        assertThat(devices(filesystem).xml()).isEqualTo(filesystem);
        assertThat(new PlanFixture().planDevices(filesystem).writableFolders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<filesystem type=\"mount\"><source dir=\"/srv\"/><target dir=\"data\"/><readonly/></filesystem>",
                "<filesystem type=\"file\"><source file=\"/srv/i\"/><target dir=\"data\"/><readonly/></filesystem>",
                "<filesystem type=\"block\"><source dev=\"/dev/sdb\"/><target dir=\"data\"/><readonly/></filesystem>"
            })
    void sharesWhatIsReadOnly(String filesystem) {
        assertThat(devices(filesystem)).isEqualTo(Outcome.of(filesystem, "shared filesystem data: read-only"));
        assertThat(new PlanFixture().planDevices(filesystem).writableFolders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<filesystem type='file'><source file='/srv/i'/><target dir='data'/></filesystem>",
                "<filesystem type='block'><source dev='/dev/sdb'/><target dir='data'/></filesystem>",
                "<filesystem type='volume'><source pool='p' volume='v'/><target dir='data'/></filesystem>"
            })
    void refusesWritableImages(String filesystem) {
        assertThat(devices(filesystem).decisions())
                .containsExactly("refused filesystem data: its image is writable, and the clone would write it"
                        + " -> make it <readonly/>");
    }

    @Test
    void refusesADaemonThatSomebodyStartedForTheBase() {
        assertThat(devices("<filesystem type='mount'><driver type='virtiofs' queue='1024'/>"
                                + "<source socket='/run/fs.sock'/><target dir='data'/></filesystem>")
                        .decisions())
                .containsExactly("refused filesystem data: the daemon behind its socket serves one machine"
                        + " -> let libvirt start it: name a <source dir>");
    }

    @Test
    void replacesAFolderByAMappingOfTheSameTarget() {
        Outcome outcome = new PlanFixture()
                .mapping(new FolderMapping("data", "/mine", true, "mapped"))
                .devices(
                        "<filesystem type='mount'><source dir='/srv'/><target dir='data'/></filesystem>"
                                + "<filesystem type='mount'><source dir='/other'/><target dir='other'/><readonly/></filesystem>");

        assertThat(outcome)
                .isEqualTo(Outcome.of(
                        "<filesystem type=\"mount\"><source dir=\"/other\"/><target dir=\"other\"/><readonly/></filesystem>"
                                + "<filesystem accessmode=\"mapped\" type=\"mount\"><source dir=\"/mine\"/>"
                                + "<target dir=\"data\"/><readonly/></filesystem>",
                        "rewritten filesystem data: replaced by the mapping of the same target",
                        "shared filesystem other: read-only",
                        "rewritten filesystem data: mapped to /mine"));
    }

    @Test
    void replacesEvenWhatItWouldRefuse() {
        Outcome outcome = new PlanFixture()
                .mapping(new FolderMapping("data", "/mine", true, "passthrough"))
                .devices("<filesystem type='file'><source file='/srv/i'/><target dir='data'/></filesystem>");

        assertThat(outcome.decisions())
                .containsExactly(
                        "rewritten filesystem data: replaced by the mapping of the same target",
                        "rewritten filesystem data: mapped to /mine");
    }

    @Test
    void saysThatTheGuestCanWriteToAMapping() {
        ClonePlan plan = new PlanFixture()
                .mapping(new FolderMapping("out", "/results", false, "passthrough"))
                .mapping(new FolderMapping("in", "/data", true, "passthrough"))
                .planDevices("");

        assertThat(plan.writableFolders()).extracting(WritableFolder::path).containsExactly("/results");
        assertThat(plan.xml())
                .contains("<filesystem accessmode=\"passthrough\" type=\"mount\"><source dir=\"/results\"/>"
                        + "<target dir=\"out\"/></filesystem>");
    }

    @Test
    void mapsIntoABaseWithoutDevices() {
        assertThat(new PlanFixture()
                        .mapping(new FolderMapping("data", "/mine", true, "mapped"))
                        .elements("<memory>1</memory>"))
                .isEqualTo(Outcome.of(
                        "<memory>1</memory><devices><filesystem accessmode=\"mapped\" type=\"mount\">"
                                + "<source dir=\"/mine\"/><target dir=\"data\"/><readonly/></filesystem></devices>",
                        "kept memory: part of the machine",
                        "rewritten filesystem data: mapped to /mine"));
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
