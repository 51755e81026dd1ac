package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.AccessMode;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Multidevs;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemRuleTest {

    private static final FolderMapping MINE = new FolderMapping(
            "data",
            "/mine",
            true,
            Driver.NINE_P,
            AccessMode.MAPPED,
            Multidevs.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            true);

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
                .mapping(MINE)
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
                        "rewritten filesystem data: mapped to /mine, read-only (9p, mapped)"));
    }

    @Test
    void replacesEvenWhatItWouldRefuse() {
        Outcome outcome = new PlanFixture()
                .mapping(MINE)
                .devices("<filesystem type='file'><source file='/srv/i'/><target dir='data'/></filesystem>");

        assertThat(outcome.decisions())
                .containsExactly(
                        "rewritten filesystem data: replaced by the mapping of the same target",
                        "rewritten filesystem data: mapped to /mine, read-only (9p, mapped)");
    }

    @Test
    void saysThatTheGuestCanWriteToAMapping() {
        ClonePlan plan = new PlanFixture()
                .mapping(mapping("out", "/results", false))
                .mapping(mapping("in", "/data", true))
                .planDevices("");

        assertThat(plan.writableFolders()).extracting(WritableFolder::path).containsExactly("/results");
        assertThat(plan.xml())
                .contains("<filesystem accessmode=\"passthrough\" type=\"mount\"><source dir=\"/results\"/>"
                        + "<target dir=\"out\"/></filesystem>");
    }

    @Test
    void mapsIntoABaseWithoutDevices() {
        assertThat(new PlanFixture().mapping(MINE).elements("<memory>1</memory>"))
                .isEqualTo(Outcome.of(
                        "<memory>1</memory><devices><filesystem accessmode=\"mapped\" type=\"mount\">"
                                + "<source dir=\"/mine\"/><target dir=\"data\"/><readonly/></filesystem></devices>",
                        "kept memory: part of the machine",
                        "rewritten filesystem data: mapped to /mine, read-only (9p, mapped)"));
    }

    @Test
    void replacesAllOfTheBasesFoldersOfTheSameTarget() {
        String one = "<filesystem><source dir='/srv'/><target dir='data'/></filesystem>";

        assertThat(new PlanFixture().mapping(MINE).devices(one + one))
                .isEqualTo(Outcome.of(
                        "<filesystem accessmode=\"mapped\" type=\"mount\"><source dir=\"/mine\"/>"
                                + "<target dir=\"data\"/><readonly/></filesystem>",
                        "rewritten filesystem data: replaced by the mapping of the same target",
                        "rewritten filesystem data: replaced by the mapping of the same target",
                        "rewritten filesystem data: mapped to /mine, read-only (9p, mapped)"));
    }

    @Test
    void passesOnAllThatIsSaidOfAMapping() {
        FolderMapping mapping = new FolderMapping(
                "data",
                "/mine",
                false,
                Driver.NINE_P,
                AccessMode.MAPPED,
                Multidevs.REMAP,
                Optional.of("0640"),
                Optional.of("0750"),
                true);

        assertThat(new PlanFixture().mapping(mapping).devices(""))
                .isEqualTo(Outcome.of(
                        "<filesystem accessmode=\"mapped\" dmode=\"0750\" fmode=\"0640\" multidevs=\"remap\" type=\"mount\">"
                                + "<source dir=\"/mine\"/><target dir=\"data\"/></filesystem>",
                        "rewritten filesystem data: mapped to /mine, writable (9p, mapped)"));
    }

    @Test
    void saysThatAFolderCouldNotBeLookedAt() {
        FolderMapping unseen = new FolderMapping(
                "data",
                "/mine",
                true,
                Driver.NINE_P,
                AccessMode.SQUASH,
                Multidevs.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                false);

        assertThat(new PlanFixture().mapping(unseen).devices("").decisions())
                .containsExactly("rewritten filesystem data: mapped to /mine, read-only (9p, squash); on the"
                        + " hypervisor's machine, and was not looked at from here");
        assertThat(new PlanFixture().mapping(unseen.asSeen()).devices("").decisions())
                .containsExactly("rewritten filesystem data: mapped to /mine, read-only (9p, squash)");
    }

    static FolderMapping mapping(String target, String hostPath, boolean readOnly) {
        return mapping(target, hostPath, readOnly, Driver.NINE_P);
    }

    static FolderMapping mapping(String target, String hostPath, boolean readOnly, Driver driver) {
        return new FolderMapping(
                target,
                hostPath,
                readOnly,
                driver,
                AccessMode.PASSTHROUGH,
                Multidevs.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
