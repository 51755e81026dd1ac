package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-nodefaults",
                "--no-hpet",
                "-cpu host,+vmx,kvm=off,hv-vendor-id=none",
                "-machine q35,accel=kvm",
                "-smp 4,sockets=1",
                "-m 4G,slots=2,maxmem=8G",
                "-global isa-fdc.fallback=144",
                "-set device.video0.max_outputs=2",
                "-msg timestamp=on",
                "-smbios type=1,manufacturer=Example Inc.,product=Board",
                "-fw_cfg name=opt/com.example/config,file=/srv/config.ign",
                "-fw_cfg name=opt/com.example/url,string=http://192.0.2.1/a,b",
                "-acpitable file=/srv/table.aml",
                "-dtb /srv/board.dtb",
                "-object rng-random,id=r,filename=/dev/urandom",
                "-device virtio-rng-pci,rng=r",
                "-device pcie-root-port,port=0x10,chassis=1,bus=pcie.0,addr=0x1c.0",
                "-device isa-debug-exit,iobase=0xf4,iosize=0x04",
                "-chardev pty,id=c"
            })
    void passesOnWhatIsKnownToBeHarmless(String arguments) {
        String commandline = commandline(arguments);

        assertThat(elements(commandline))
                .isEqualTo(Outcome.of(commandline, "kept qemu:commandline: part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-drive file=/images/base.qcow2,if=virtio",
                "-blockdev {\"driver\":\"file\",\"filename\":\"a.img\"}",
                "-s",
                "-writeconfig machine.cfg",
                "-iscsi initiator-name=iqn.2001-04.com.example:base",
                "-icount shift=auto,rr=record,rrfile=replay.bin",
                "-name base",
                "base.qcow2",
                "",
                "-device vhost-scsi-pci,wwpn=naa.5000000000000001",
                "-device usb-host",
                "-device usb-host,productid=0x1",
                "-device vfio-pci,host=01:00.0",
                "-device ivshmem-doorbell,chardev=c",
                "-device vmgenid,guid=auto",
                "-device usb-mtp,rootdir=shared",
                "-device u2f-emulated,dir=keys",
                "-device virtio-net-pci,netdev=n",
                "-device virtio-rng-pci,romfile=rom",
                "-device usb-tablet,pcap=traffic",
                "-device {\"driver\":\"usb-tablet\"}",
                "-object can-host-socketcan,id=c,if=can0,canbus=b",
                "-object memory-backend-file,id=m,size=4M,mem-path=m",
                "-object rng-random,id=r,filename=/dev/hwrng",
                "-netdev tap,id=n,ifname=tap0",
                "-netdev type=socket,id=n,mcast=230.0.0.1:1234",
                "-netdev l2tpv3,id=n,src=192.0.2.1,dst=192.0.2.2,txsession=1",
                "-netdev vde,id=n,sock=switch",
                "-nic user,smb=shared",
                "-chardev backend=socket,id=c,port=4444",
                "-chardev pty,id=c,logfile=console.log",
                "-machine virt,dumpdtb=board",
                "-global vhost-vsock-pci.guest-cid=3",
                "-global driver=vmgenid,property=guid,value=auto",
                "-set netdev.n.ifname=tap0",
                "-set device.n.mac=1",
                "-smbios type=1,uuid=09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f",
                "-smbios file=table.bin",
                "-dtb -drive file=base.dtb",
                "-cpu host -drive file=base.qcow2"
            })
    void refusesWhatIsNotKnownToBeHarmless(String arguments) {
        assertThat(elements(commandline(arguments)).decisions())
                .singleElement()
                .asString()
                .startsWith("refused qemu:commandline: '")
                .endsWith("' is not known to be harmless -> describe it with libvirt's own elements");
    }

    @Test
    void tellsWhichArgumentItDoesNotKnow() {
        assertThat(elements(commandline("-cpu host -device usb-host,productid=0x1"))
                        .decisions())
                .containsExactly("refused qemu:commandline: '-device usb-host,productid=0x1'"
                        + " is not known to be harmless -> describe it with libvirt's own elements");
        assertThat(elements(commandline("-netdev user")).decisions())
                .containsExactly("refused qemu:commandline: '-netdev'"
                        + " is not known to be harmless -> describe it with libvirt's own elements");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            QEMU_AUDIO_DRV  | none         | true
            SSLKEYLOGFILE   | /tmp/secrets | false
            SSLKEYLOGFILE   | secrets      | false
            QEMU_WAV_PATH   | out.wav      | false
            DISPLAY         | :0           | false
            """)
    void looksIntoTheEnvironment(String name, String value, boolean kept) {
        Outcome outcome = elements("<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:env name='"
                + name + "' value='" + value + "'/></q:commandline>");

        assertThat(outcome.decisions())
                .containsExactly(
                        kept
                                ? "kept qemu:commandline: part of the machine"
                                : "refused qemu:commandline: '" + name + "' is not known to be harmless"
                                        + " -> describe it with libvirt's own elements");
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
    @CsvSource({
        "backing, /images/base.qcow2",
        "mac, 52:54:00:00:00:01",
        "guest-cid, 3",
        "host, 0000:01:00.0",
        "rootdir, shared"
    })
    void refusesToOverrideWithWhatIsNotKnownToBeHarmless(String name, String value) {
        assertThat(elements("<qemu:override xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"
                                + "<qemu:device alias='ua-a'><qemu:frontend><qemu:property name='" + name
                                + "' type='string' value='" + value
                                + "'/></qemu:frontend></qemu:device></qemu:override>")
                        .decisions())
                .containsExactly("refused qemu:override: '" + name + "=" + value
                        + "' is not known to be harmless -> describe it with libvirt's own elements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<q:commandline xmlns:q='%s'><q:file name='state'/></q:commandline>",
                "<q:override xmlns:q='%s'><q:device alias='a'><q:backend/></q:device></q:override>"
            })
    void refusesElementsThatItDoesNotKnow(String element) {
        assertThat(elements(element.formatted("http://libvirt.org/schemas/domain/qemu/1.0"))
                        .decisions())
                .singleElement()
                .asString()
                .startsWith("refused qemu:")
                .contains("is not known to be harmless");
    }

    private static String commandline(String line) {
        String arguments = Stream.of(line.split(" (?=-)"))
                .flatMap(argument -> Stream.of(argument.split(" ", 2)))
                .map(argument -> "<qemu:arg value=\"" + argument.replace("\"", "&quot;") + "\"/>")
                .collect(Collectors.joining());
        return "<qemu:commandline xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\">" + arguments
                + "</qemu:commandline>";
    }

    private static Outcome elements(String elements) {
        return new PlanFixture().elements(elements);
    }
}
