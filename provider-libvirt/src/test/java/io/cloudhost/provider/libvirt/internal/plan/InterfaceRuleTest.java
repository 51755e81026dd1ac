package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.HostDevices;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Nvram;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Tpm;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceRuleTest {

    private static final String REMEDY = " -> use an interface on a network or a bridge";

    @Test
    void givesEveryInterfaceAnAddressOfItsOwn() {
        ClonePlan plan = new PlanFixture().planDevices("""
                <interface type='network'><mac address='52:54:00:00:00:01'/><source network='nat'/></interface>
                <interface type='bridge'><source bridge='br0'/></interface>
                <interface type='direct'><source dev='eth0' mode='vepa'/></interface>
                """);

        assertThat(plan.interfaces())
                .containsExactly(
                        new CloneInterface(new NetworkSource("network", "nat"), new MacAddress("52:54:00:aa:00:00")),
                        new CloneInterface(new NetworkSource("bridge", "br0"), new MacAddress("52:54:00:aa:00:01")),
                        new CloneInterface(new NetworkSource("direct", "eth0"), new MacAddress("52:54:00:aa:00:02")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            network nat | <source network="nat" portgroup="g"/>
            bridge br0  | <source bridge="br0"/>
            direct eth0 | <source dev="eth0" mode="vepa"/>
            user        | <ip address="172.17.2.0" family="ipv4" prefix="24"/>
            ethernet    | <script path="/etc/qemu-ifup"/>
            internal    | <source name="inside"/>
            mcast       | <source address="230.0.0.1" port="5558"/>
            null        |
            """)
    void keepsWhatAnInterfaceIsConnectedTo(String network, @Nullable String source) {
        String type = kind(network);
        String rest = source == null ? "" : source;

        assertThat(devices("<interface type='" + type + "'><mac address='52:54:00:00:00:01'/>" + rest + "</interface>"))
                .isEqualTo(Outcome.of(
                        "<interface type=\"" + type + "\"><mac address=\"52:54:00:aa:00:00\"/>" + rest + "</interface>",
                        "rewritten interface on " + network + ": MAC 52:54:00:aa:00:00"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            # what is dropped   | what the base has                                                       | what the clone has
            device name         | <target dev='vnet7'/>                                                   | -
            device name         | <target dev='tap0' managed='yes'/>                                      | <target managed="yes"/>
            log file            | <backend type='passt' logFile='/var/log/passt.log'/>                    | <backend type="passt"/>
            -                   | <backend tap='/dev/net/tun' vhost='/dev/vhost-net'/>                    | <backend tap="/dev/net/tun" vhost="/dev/vhost-net"/>
            port of the switch  | <virtualport type='openvswitch'><parameters interfaceid='09b11c53' profileid='p'/></virtualport> | <virtualport type="openvswitch"><parameters profileid="p"/></virtualport>
            port of the switch  | <virtualport type='802.1Qbg'><parameters managerid='11' instanceid='09b11c53'/></virtualport>    | <virtualport type="802.1Qbg"><parameters managerid="11"/></virtualport>
            -                   | <virtualport type='802.1Qbh'><parameters profileid='p'/></virtualport>  | <virtualport type="802.1Qbh"><parameters profileid="p"/></virtualport>
            port of the switch  | <virtualport><parameters interfaceid='a' instanceid='b'/></virtualport> | <virtualport><parameters/></virtualport>
            addresses in the packet filter | <filterref filter='clean-traffic'><parameter name='IP' value='198.51.100.7'/><parameter name='MAC' value='52:54:00:00:00:01'/></filterref> | <filterref filter="clean-traffic"/>
            addresses in the packet filter | <filterref filter='f'><parameter name='IPV6' value='2001:db8::7'/><parameter name='DHCPSERVER' value='198.51.100.1'/></filterref> | <filterref filter="f"><parameter name="DHCPSERVER" value="198.51.100.1"/></filterref>
            addresses in the packet filter | <filterref filter='f'><parameter name='MY_IP' value='198.51.100.7'/><parameter name='SELF' value='2001:db8::7'/></filterref> | <filterref filter="f"/>
            addresses in the packet filter | <filterref filter='f'><parameter name='A' value='52:54:00:00:00:01'/><parameter name='B' value='52-54-00-00-00-01'/></filterref> | <filterref filter="f"/>
            -                   | <filterref filter='f'><parameter name='PORT' value='80'/><parameter name='NET' value='198.51.100.0/24'/></filterref> | <filterref filter="f"><parameter name="PORT" value="80"/><parameter name="NET" value="198.51.100.0/24"/></filterref>
            device name, log file | <target dev='vnet7'/><backend type='passt' logFile='/var/log/passt.log'/> | <backend type="passt"/>
            -                   | <model type='virtio'/><boot order='1'/><mtu size='9000'/>               | <model type="virtio"/><boot order="1"/><mtu size="9000"/>
            -                   | <rom file='/usr/share/rom.bin'/><vlan><tag id='42'/></vlan>             | <rom file="/usr/share/rom.bin"/><vlan><tag id="42"/></vlan>
            """)
    void dropsWhatTiesAnInterfaceToTheBasesPort(@Nullable String dropped, String base, @Nullable String clone) {
        String others = dropped == null ? "" : "; without the base's " + dropped;

        assertThat(devices("<interface type='bridge'><mac address='52:54:00:00:00:01' type='static' check='no'/>"
                        + "<source bridge='br0'/>" + base + "</interface>"))
                .isEqualTo(Outcome.of(
                        "<interface type=\"bridge\"><mac address=\"52:54:00:aa:00:00\" type=\"static\"/>"
                                + "<source bridge=\"br0\"/>" + (clone == null ? "" : clone) + "</interface>",
                        "rewritten interface on bridge br0: MAC 52:54:00:aa:00:00" + others));
    }

    @Test
    void dropsThePortOnANetwork() {
        assertThat(devices("<interface type='network'>"
                        + "<source network='nat' portid='e57dc731-97df-4eac-9636-1e34597dfa4a'/></interface>"))
                .isEqualTo(Outcome.of(
                        "<interface type=\"network\"><source network=\"nat\"/>"
                                + "<mac address=\"52:54:00:aa:00:00\"/></interface>",
                        "rewritten interface on network nat: MAC 52:54:00:aa:00:00"
                                + "; without the base's port of the switch"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            vhostuser     | <interface type='vhostuser'><source type='unix' path='/run/vhost.sock' mode='server'/></interface>
            hostdev       | <interface type='hostdev' managed='yes'><source><address type='pci' bus='7'/></source></interface>
            vdpa          | <interface type='vdpa'><source dev='/dev/vhost-vdpa-0'/></interface>
            """)
    void refusesInterfacesThatAreDevicesUnlessToldToDropThem(String type, String device) {
        String element = "interface on " + NetworkSource.of(XmlElement.parse(device));

        assertThat(devices(device).decisions())
                .containsExactly("refused " + element + ": an interface of type '" + type
                        + "' is a device, which has one owner"
                        + " -> remove it from the base, or set hostDevices = drop to clone without it");
        assertThat(new PlanFixture()
                        .with(new ClonePolicies(Nvram.COPY, Tpm.FRESH, HostDevices.DROP, false))
                        .devices(device))
                .isEqualTo(Outcome.of("", "rewritten " + element + ": dropped, as hostDevices = drop asks for"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            server      | an interface of type 'server' is one end of a fixed connection | <source address='192.0.2.1' port='5558'/>
            client      | an interface of type 'client' is one end of a fixed connection | <source address='192.0.2.1' port='5558'/>
            udp         | an interface of type 'udp' is one end of a fixed connection    | <source address='192.0.2.1' port='1'><local address='192.0.2.2' port='2'/></source>
            vds         | an interface of type 'vds' is one end of a fixed connection    | <source switchid='09b11c53' portid='3' portgroupid='g' connectionid='7'/>
            ethernet    | its device was made for the base, and libvirt makes no other   | <target dev='tap0' managed='no'/>
            ethernet    | it has a fixed IP address                                      | <source><ip address='192.0.2.1' prefix='24'/></source>
            network nat | it has a fixed IP address                                      | <source network='nat'/><ip address='192.0.2.7'/>
            direct eth0 | it takes the hypervisor's device for itself                    | <source dev='eth0' mode='passthrough'/>
            bridge br0  | its port on the virtual switch was made for the base           | <source bridge='br0'/><virtualport type='midonet'><parameters interfaceid='09b11c53'/></virtualport>
            user        | it forwards fixed ports of the hypervisor                      | <backend type='passt'/><portForward proto='tcp'><range start='2022' to='22'/></portForward>
            """)
    void refusesInterfacesThatOnlyOneDomainCanHave(String network, String reason, String content) {
        assertThat(devices("<interface type='" + kind(network) + "'>" + content + "</interface>")
                        .decisions())
                .containsExactly("refused interface on " + network + ": " + reason + REMEDY);
    }

    /** Returns the type of the interface, which a network's description begins with. */
    private static String kind(String network) {
        return network.replaceFirst(" .*", "");
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
