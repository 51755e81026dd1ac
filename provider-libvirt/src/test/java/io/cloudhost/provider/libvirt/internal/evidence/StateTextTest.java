package io.cloudhost.provider.libvirt.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.DomainReport;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateTextTest {

    @Test
    void tellsTheStateAndTheReasonAndWhatTheDomainIsConnectedTo() {
        String xml = """
                <domain><devices>
                  <disk><driver name='qemu' type='qcow2'/><source file='/images/a'/><target dev='vda'/></disk>
                  <interface type='network'>
                    <mac address='52:54:00:00:00:01'/><source network='nat'/><target dev='vnet3'/>
                    <model type='virtio'/><link state='down'/>
                  </interface>
                </devices></domain>""";

        assertThat(StateText.of(new DomainReport(DomainState.PAUSED, "I/O error", xml, List.of("tainted: custom"))))
                .isEqualTo("""
                        state: paused (I/O error)
                        libvirt says: tainted: custom
                        interface: 52:54:00:00:00:01, network nat, host's side vnet3, model virtio, link down
                        disk: vda, /images/a, format qcow2
                        """);
    }

    @Test
    void tellsTheStateAloneWhereThereIsNoReason() {
        String xml = "<domain><devices/></domain>";

        assertThat(StateText.of(new DomainReport(DomainState.SHUT_OFF, "", xml, List.of())))
                .isEqualTo("state: shut off\n");
    }
}
