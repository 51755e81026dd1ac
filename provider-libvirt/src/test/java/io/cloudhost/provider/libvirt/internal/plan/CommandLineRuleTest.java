package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-cpu",
                "host,+vmx",
                "-global",
                "isa-fdc.fallback=144",
                "virtio-rng-pci,rng=r",
                "name=opt/com.example/config,file=/srv/config.ign",
                "file=/srv/table.aml",
                "/srv/board.dtb",
                "rng-random,id=r,filename=/dev/urandom",
                "{\"qom-type\":\"rng-random\",\"id\":\"r\",\"filename\":\"/dev/urandom\"}",
                "/dev/urandom",
                "pcie-root-port,port=0x10,chassis=1",
                "pty,id=c",
                "vnc,audiodev=a",
                "user,id=n,net=192.0.2.0/24"
            })
    void passesOnWhatNamesNothingThatClonesWouldShare(String value) {
        String arguments = commandline(value);

        assertThat(elements(arguments)).isEqualTo(Outcome.of(arguments, "kept qemu:commandline: part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-drive",
                "--blockdev",
                "-s",
                "-gdb",
                "-incoming",
                "-mem-path",
                "-uuid",
                "file=/images/base.qcow2,if=virtio",
                "/images/base.qcow2",
                "id=m,mem-path=/dev/shm/x",
                "memory-backend-file,id=m,size=4M,mem-path=m",
                "user,id=n,hostfwd=:2222-:22",
                "virtio-net-pci,netdev=n,mac=52:54:00:00:00:01",
                "type=1,uuid=09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f",
                "vhost-vsock-pci,guest-cid=3",
                "vfio-pci,host=01:00.0",
                "vfio-pci,sysfsdev=/sys/bus/mdev/devices/m",
                "usb-host,vendorid=0x1234,productid=0x1",
                "socket,id=c,port=4444,server=on,wait=off",
                "socket,id=n,listen=:1234",
                "socket,id=n,connect=192.0.2.1:1234",
                "tap,id=n,ifname=tap0",
                "vnc=:1",
                "file,id=c,path=c.log",
                "usb-host,hostbus=1,hostaddr=2",
                "input-linux,id=i,evdev=/dev/input/event1",
                "unix:/run/monitor,server=on",
                "tcp:127.0.0.1:4444,server",
                "{\"driver\":\"file\",\"filename\":\"a.img\"}",
                "nbd://192.0.2.1/disk",
                "socket,id=c,path=/run/c"
            })
    void refusesWhatClonesWouldShare(String value) {
        assertThat(elements(commandline(value)).decisions())
                .containsExactly("refused qemu:commandline: '" + value + "' names something that clones would share"
                        + " -> describe it with libvirt's own elements");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            QEMU_AUDIO_DRV  | none         | true
            SSLKEYLOGFILE   | /tmp/secrets | false
            """)
    void looksIntoTheEnvironment(String name, String value, boolean kept) {
        Outcome outcome = elements("<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:env name='"
                + name + "' value='" + value + "'/></q:commandline>");

        assertThat(outcome.decisions()).singleElement().asString().startsWith(kept ? "kept" : "refused");
    }

    @Test
    void keepsWhatIsOverriddenAndWhatIsAllowed() {
        String elements = "<qemu:override xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\">"
                + "<qemu:device alias=\"net0\"><qemu:frontend>"
                + "<qemu:property name=\"rx_queue_size\" type=\"unsigned\" value=\"512\"/>"
                + "</qemu:frontend></qemu:device></qemu:override>"
                + "<qemu:capabilities xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\">"
                + "<qemu:add capability=\"blockdev\"/></qemu:capabilities>"
                + "<qemu:deprecation behavior=\"reject\" xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\"/>";

        assertThat(elements(elements).decisions())
                .containsExactly(
                        "kept qemu:override: part of the machine",
                        "kept qemu:capabilities: part of the machine",
                        "kept qemu:deprecation: part of the machine");
    }

    @ParameterizedTest
    @CsvSource({"backing, /images/base.qcow2", "mac, 52:54:00:00:00:01", "guest-cid, 3", "host, 0000:01:00.0"})
    void refusesToOverrideWithWhatClonesWouldShare(String name, String value) {
        assertThat(elements("<qemu:override xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"
                                + "<qemu:device alias='ua-a'><qemu:frontend><qemu:property name='" + name
                                + "' type='string' value='" + value
                                + "'/></qemu:frontend></qemu:device></qemu:override>")
                        .decisions())
                .containsExactly("refused qemu:override: '" + name + "=" + value
                        + "' names something that clones would share -> describe it with libvirt's own elements");
    }

    private static String commandline(String value) {
        return "<qemu:commandline xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\"><qemu:arg value=\""
                + value.replace("\"", "&quot;") + "\"/></qemu:commandline>";
    }

    private static Outcome elements(String elements) {
        return new PlanFixture().elements(elements);
    }
}
