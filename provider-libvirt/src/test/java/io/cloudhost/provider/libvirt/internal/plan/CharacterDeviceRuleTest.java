package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.HostDevices;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Nvram;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Tpm;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterDeviceRuleTest {

    private static final String NO_FOLDER =
            ": no storage pool is known that its file could be in" + " -> set clonePool to a storage pool of type dir";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # base                                                                        | clone                                       | element
            <serial type='pty'><target port='0'/></serial>                                | <serial type="pty"><target port="0"/></serial> | serial0 pty
            <serial type='pty'><source path='/dev/pts/3'/></serial>                       | <serial type="pty"/>                        | serial0 pty
            <console type='pty' tty='/dev/pts/3'><source path='/dev/pts/3'/></console>    | <console type="pty"/>                       | console0 pty
            <console/>                                                                    | <console/>                                  | console0 pty
            <parallel type='null'/>                                                       | <parallel type="null"/>                     | parallel0 null
            <serial type='vc'/>                                                           | <serial type="vc"/>                         | serial0 vc
            <serial type='stdio'/>                                                        | <serial type="stdio"/>                      | serial0 stdio
            <serial type='spiceport'><source channel='a'/></serial>                       | <serial type="spiceport"><source channel="a"/></serial> | serial0 spiceport
            <serial type='dbus'><source channel='a'/></serial>                            | <serial type="dbus"><source channel="a"/></serial> | serial0 dbus
            <channel type='spicevmc'><target type='virtio' name='a'/></channel>           | <channel type="spicevmc"><target name="a" type="virtio"/></channel> | channel0 spicevmc
            <channel type='qemu-vdagent'><source><clipboard copypaste='yes'/></source></channel> | <channel type="qemu-vdagent"><source><clipboard copypaste="yes"/></source></channel> | channel0 qemu-vdagent
            <redirdev bus='usb' type='spicevmc'/>                                         | <redirdev bus="usb" type="spicevmc"/>       | redirdev0 spicevmc
            <smartcard mode='passthrough' type='spicevmc'/>                               | <smartcard mode="passthrough" type="spicevmc"/> | smartcard0 spicevmc
            """)
    void keepsWhatHasNoEndOutsideTheDomain(String base, String clone, String element) {
        assertThat(devices(base)).isEqualTo(Outcome.of(clone, "kept " + element + ": made anew for each domain"));
    }

    @Test
    void refusesASocketWithoutAPathWhichLibvirtChoosesForChannelsOnly() {
        assertThat(new PlanFixture()
                        .devices("<redirdev bus='usb' type='unix'><source mode='connect'/></redirdev>")
                        .decisions())
                .containsExactly("refused redirdev0 unix: its socket has no path -> give it one");
    }

    @Test
    void writesToAFileOfItsOwn() {
        PlanFixture fixture = new PlanFixture();
        String serial = "<serial type='file'><source path='/var/log/base.log' append='on'>"
                + "<seclabel model='dac' relabel='no'/></source><target port='0'/></serial>";

        assertThat(fixture.devices(serial))
                .isEqualTo(Outcome.of(
                        "<serial type=\"file\"><source append=\"on\" path=\"/files/clone-serial0.out\"/>"
                                + "<target port=\"0\"/></serial>",
                        "rewritten serial0 file: its own file, /files/clone-serial0.out"));
        assertThat(fixture.planDevices(serial).volumes())
                .containsExactly(new OutputFile("pool-of-files", "clone-serial0.out", "/files/clone-serial0.out"));
    }

    @Test
    void writesEveryDevicesFileToAnotherPlace() {
        assertThat(devices("<serial type='file'><source path='/log/a'/></serial>"
                                + "<serial type='file'><source path='/log/b'/></serial>"
                                + "<parallel type='file'><source path='/log/c'/></parallel>")
                        .decisions())
                .containsExactly(
                        "rewritten serial0 file: its own file, /files/clone-serial0.out",
                        "rewritten serial1 file: its own file, /files/clone-serial1.out",
                        "rewritten parallel0 file: its own file, /files/clone-parallel0.out");
    }

    @Test
    void letsAConsoleFollowTheSerialPortThatItIs() {
        PlanFixture fixture = new PlanFixture();
        String devices = "<serial type='file'><source path='/log/a'/></serial>"
                + "<console type='file'><source path='/log/a'/><target type='serial'/></console>";

        assertThat(fixture.devices(devices))
                .isEqualTo(Outcome.of(
                        "<serial type=\"file\"><source path=\"/files/clone-serial0.out\"/></serial>"
                                + "<console type=\"file\"><source path=\"/files/clone-serial0.out\"/>"
                                + "<target type=\"serial\"/></console>",
                        "rewritten serial0 file: its own file, /files/clone-serial0.out",
                        "rewritten console0 file: its own file, /files/clone-serial0.out"));
        assertThat(fixture.planDevices(devices).volumes()).hasSize(1);
    }

    @Test
    void writesToALogOfItsOwn() {
        PlanFixture fixture = new PlanFixture();
        String serial = "<serial type='pty'><log file='/var/log/base.log' append='on'/></serial>";

        assertThat(fixture.devices(serial))
                .isEqualTo(Outcome.of(
                        "<serial type=\"pty\"><log append=\"on\" file=\"/files/clone-serial0.log\"/></serial>",
                        "rewritten serial0 pty: its own log, /files/clone-serial0.log"));
        assertThat(fixture.planDevices(serial).volumes())
                .containsExactly(new OutputFile("pool-of-files", "clone-serial0.log", "/files/clone-serial0.log"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            serial0 file  | <serial type='file'><source path='/log/a'/></serial>
            serial0 pty   | <serial type='pty'><log file='/log/a'/></serial>
            channel0 unix | <channel type='unix'><log file='/log/a'/><target type='virtio' name='a'/></channel>
            """)
    void refusesAFileWhereThereIsNoPlaceForIt(String element, String device) {
        assertThat(new PlanFixture().withoutFolderForFiles().devices(device).decisions())
                .containsExactly("refused " + element + NO_FOLDER);
    }

    @Test
    void refusesALoggedDeviceForTheReasonThatItIsRefusedFor() {
        assertThat(devices("<serial type='unix'><source mode='connect' path='/run/s'/><log file='/log/a'/></serial>")
                        .decisions())
                .containsExactly("refused serial0 unix: who listens at /run/s expects one machine"
                        + " -> let it listen, <source mode='bind'/>, or connect it to a pty: type='pty'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <channel type='unix'><source mode='bind' path='/run/base.agent'/><target type='virtio' name='a'/></channel> | <channel type="unix"><source mode="bind"/><target name="a" type="virtio"/></channel>
            <channel type='unix'><source mode='bind' path='/run/a'><seclabel relabel='no'/></source><target type='virtio' name='a'/></channel> | <channel type="unix"><source mode="bind"/><target name="a" type="virtio"/></channel>
            """)
    void leavesTheSocketOfAChannelToLibvirt(String base, String clone) {
        assertThat(devices(base)).isEqualTo(Outcome.of(clone, "rewritten channel0 unix: socket is chosen by libvirt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<channel type=\"unix\"><target name=\"a\" type=\"virtio\"/></channel>",
                "<channel type=\"unix\"><source mode=\"bind\"/><target name=\"a\" type=\"virtio\"/></channel>"
            })
    void keepsASocketThatLibvirtChooses(String channel) {
        assertThat(devices(channel)).isEqualTo(Outcome.of(channel, "kept channel0 unix: socket is chosen by libvirt"));
    }

    @Test
    void listensOnASocketOfItsOwn() {
        assertThat(devices("<serial type='unix'><source mode='bind' path='/run/base.sock'>"
                        + "<seclabel relabel='no'/></source></serial>"
                        + "<console type='unix'><source mode='bind' path='/run/base.sock'/></console>"))
                .isEqualTo(Outcome.of(
                        "<serial type=\"unix\"><source mode=\"bind\" path=\"/run/clone-serial0.sock\"/></serial>"
                                + "<console type=\"unix\"><source mode=\"bind\" path=\"/run/clone-serial0.sock\"/></console>",
                        "rewritten serial0 unix: its own socket, /run/clone-serial0.sock",
                        "rewritten console0 unix: its own socket, /run/clone-serial0.sock"));
    }

    @ParameterizedTest
    @CsvSource({"88, rewritten", "89, refused"})
    void refusesASocketWhosePathWouldBeTooLong(int folder, String verdict) {
        String path = "/" + "f".repeat(folder - 1);

        assertThat(devices("<serial type='unix'><source mode='bind' path='" + path + "/s'/></serial>")
                        .decisions())
                .singleElement()
                .asString()
                .startsWith(verdict + " serial0 unix: ")
                .contains(path + "/clone-serial0.sock");
    }

    @Test
    void saysWhatToDoAboutAPathThatIsTooLong() {
        String folder = "/" + "f".repeat(100);

        assertThat(devices("<serial type='unix'><source mode='bind' path='" + folder + "/s'/></serial>")
                        .decisions())
                .containsExactly("refused serial0 unix: the path of its own socket would be too long: " + folder
                        + "/clone-serial0.sock -> use a folder with a shorter path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<channel type='unix'><source mode='connect' path='/run/s'/><target type='virtio' name='a'/></channel>",
                "<channel type='unix'><source path='/run/s'/><target type='virtio' name='a'/></channel>"
            })
    void refusesASocketThatSomebodyElseListensAt(String channel) {
        assertThat(devices(channel).decisions())
                .containsExactly("refused channel0 unix: who listens at /run/s expects one machine"
                        + " -> let it listen, <source mode='bind'/>, or connect it to a pty: type='pty'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            parallel0 tcp  | what it is connected to expects one machine -> connect it to a pty: type='pty'      | <parallel type='tcp'><source mode='connect' host='192.0.2.1' service='4555'/></parallel>
            serial0 tcp    | it listens on a fixed address -> connect it to a pty: type='pty'                    | <serial type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><protocol type='telnet'/></serial>
            serial0 udp    | it listens on a fixed address -> connect it to a pty: type='pty'                    | <serial type='udp'><source mode='bind' host='192.0.2.1' service='1'/><source mode='connect' host='192.0.2.1' service='2'/></serial>
            console0 pipe  | what it is connected to expects one machine -> connect it to a pty: type='pty'      | <console type='pipe'><source path='/run/pipe'/></console>
            serial0 nmdm   | what it is connected to expects one machine -> connect it to a pty: type='pty'      | <serial type='nmdm'><source master='/dev/nmdm0A' slave='/dev/nmdm0B'/></serial>
            redirdev0 tcp  | what it is connected to expects one machine -> connect it to SPICE: type='spicevmc' | <redirdev bus='usb' type='tcp'><source mode='connect' host='192.0.2.1' service='4000'/></redirdev>
            smartcard0 tcp | it listens on a fixed address -> connect it to SPICE: type='spicevmc'               | <smartcard mode='passthrough' type='tcp'><source mode='bind' host='127.0.0.1' service='2001'/></smartcard>
            """)
    void refusesConnectionsThatExpectOneMachineAndFixedAddresses(String element, String decision, String device) {
        assertThat(devices(device).decisions()).containsExactly("refused " + element + ": " + decision);
    }

    @Test
    void namesTheFileAndTheLogWhereThereAreBoth() {
        assertThat(devices("<serial type='file'><source path='/var/a'/><log file='/var/b'/></serial>"))
                .isEqualTo(Outcome.of(
                        "<serial type=\"file\"><source path=\"/files/clone-serial0.out\"/>"
                                + "<log file=\"/files/clone-serial0.log\"/></serial>",
                        "rewritten serial0 file: its own file, /files/clone-serial0.out;"
                                + " its own log, /files/clone-serial0.log"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            serial0 dev | a device has one owner       | <serial type='dev'><source path='/dev/ttyS0'/></serial>
            smartcard   | a card reader has one owner  | <smartcard mode='host'/>
            """)
    void refusesTheHypervisorsPortsUnlessToldToDropThem(String element, String reason, String device) {
        assertThat(devices(device).decisions())
                .containsExactly("refused " + element + ": " + reason
                        + " -> remove it from the base, or set hostDevices = drop to clone without it");
        assertThat(new PlanFixture()
                        .with(new ClonePolicies(Nvram.COPY, Tpm.FRESH, HostDevices.DROP, false))
                        .devices(device))
                .isEqualTo(Outcome.of("", "rewritten " + element + ": dropped, as hostDevices = drop asks for"));
    }

    @Test
    void sharesCertificates() {
        String smartcard = "<smartcard mode=\"host-certificates\"><certificate>a</certificate>"
                + "<database>/etc/pki/nssdb</database></smartcard>";

        assertThat(devices(smartcard)).isEqualTo(Outcome.of(smartcard, "shared smartcard: certificates are only read"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rng model=\"virtio\"><backend model=\"random\">/dev/urandom</backend></rng>",
                "<rng model=\"virtio\"><backend model=\"random\">/dev/hwrng</backend><rate bytes=\"9\"/></rng>",
                "<rng model=\"virtio\"><backend model=\"builtin\"/></rng>",
                "<rng model=\"virtio\"><backend model=\"egd\" type=\"tcp\">"
                        + "<source host=\"192.0.2.1\" mode=\"connect\" service=\"1\"/></backend></rng>",
                "<rng model=\"virtio\"><backend model=\"egd\" type=\"unix\">"
                        + "<source mode=\"connect\" path=\"/run/egd\"/></backend></rng>"
            })
    void sharesWhereRandomnessComesFrom(String rng) {
        assertThat(devices(rng)).isEqualTo(Outcome.of(rng, "shared rng: randomness is only read"));
    }

    @Test
    void refusesToWaitForRandomnessAtAFixedAddress() {
        assertThat(devices("<rng model='virtio'><backend model='egd' type='udp'>"
                                + "<source mode='connect' host='192.0.2.1' service='1'/>"
                                + "<source mode='bind' host='192.0.2.2' service='2'/></backend></rng>")
                        .decisions())
                .containsExactly("refused rng: its backend listens on a fixed address"
                        + " -> use <backend model='random'>/dev/urandom");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<backend model='egd' type='tcp'><source mode='connect' host='h' service='1'/><log file='/l'/></backend>",
                "<backend model='egd' type='file'><source path='/var/lib/randomness'/></backend>",
                "<backend model='egd' type='pipe'><source path='/run/randomness'/></backend>",
                "<backend model='egd' type='dev'><source path='/dev/ttyS0'/></backend>"
            })
    void refusesSourcesOfRandomnessThatAreWrittenTo(String backend) {
        assertThat(devices("<rng model='virtio'>" + backend + "</rng>").decisions())
                .containsExactly("refused rng: its backend writes to what is the base's"
                        + " -> use <backend model='random'>/dev/urandom");
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
