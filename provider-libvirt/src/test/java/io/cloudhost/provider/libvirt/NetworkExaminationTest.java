package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Network;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.plan.NetworkSource;
import io.cloudhost.testkit.RecordedExamination;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NetworkExaminationTest {

    private static final ConnectionUrl LOCAL = new ConnectionUrl("qemu:///system");
    private static final ConnectionUrl REMOTE = new ConnectionUrl("qemu+ssh://box/system");
    private static final NetworkSource NAT = new NetworkSource("network", "nat");
    private static final Network SOUND = new Network("nat", true, true, true, Optional.of("192.0.2.1"));

    private final RecordedExamination examination = new RecordedExamination();

    @Test
    void aStartedNetworkIsGood() {
        assertThat(examine(NAT, Optional.of(SOUND), LOCAL, address -> false))
                .containsExactly("good network nat: is started, with DHCP");
    }

    @Test
    void aMissingNetworkIsBad() {
        assertThat(examine(NAT, Optional.empty(), LOCAL, address -> false))
                .containsExactly(
                        "bad network nat: there is no such network at qemu:///system -> Connect the base to another"
                                + " one, or define and start it: virsh -c qemu:///system net-define FILE; virsh -c qemu:///system"
                                + " net-start nat");
    }

    @Test
    void aStoppedNetworkIsBadAndIsNotAskedForNames() {
        Network stopped = new Network("nat", false, true, true, Optional.of("192.0.2.1"));

        assertThat(examine(NAT, Optional.of(stopped), LOCAL, address -> true))
                .containsExactly("bad network nat: is not started -> Start it: virsh -c qemu:///system net-start nat");
    }

    @Test
    void aNetworkThatDoesNotStartByItselfIsDoubtful() {
        Network byHand = new Network("nat", true, false, false, Optional.empty());

        assertThat(examine(NAT, Optional.of(byHand), LOCAL, address -> false))
                .containsExactly(
                        "good network nat: is started, without DHCP",
                        "doubtful network nat: is not started with the hypervisor's machine -> Have it started: virsh -c"
                                + " qemu:///system net-autostart nat");
    }

    @Test
    void aServerThatIsGoneIsBad() {
        assertThat(examine(NAT, Optional.of(SOUND), LOCAL, "192.0.2.1"::equals))
                .containsExactly(
                        "bad network nat: its DHCP server does not run: nothing listens at port 53 of 192.0.2.1 ->"
                                + " Restart libvirtd (or virtnetworkd), which starts it. Or, while no guest is on the network: virsh"
                                + " -c qemu:///system net-destroy nat; virsh -c qemu:///system net-start nat");
    }

    @Test
    void whatRefusesHereMayAnswerOnTheMachineItself() {
        assertThat(examine(NAT, Optional.of(SOUND), REMOTE, address -> true))
                .containsExactly("good network nat: is started, with DHCP");
    }

    @Test
    void aNetworkThatAnswersNoQuestionsForNamesIsNotTried() {
        Network silent = new Network("nat", true, true, true, Optional.empty());

        assertThat(examine(NAT, Optional.of(silent), LOCAL, address -> true))
                .containsExactly("good network nat: is started, with DHCP");
    }

    @Test
    void ofOtherInterfacesNothingIsKnown() {
        assertThat(examine(new NetworkSource("user", ""), Optional.empty(), LOCAL, address -> false))
                .containsExactly("skipped user: nothing is known of interfaces of this kind");
    }

    @Test
    void aNetworkThatCannotBeLookedAtIsBad() {
        HypervisorException refused = new HypervisorException("cannot look at the network 'nat': gone", null);

        assertThat(examine(NAT, failing(refused)))
                .containsExactly("bad network nat: cannot look at the network 'nat': gone -> Look whether libvirtd (or"
                        + " virtnetworkd) runs there");
    }

    @Test
    void anInterfaceThatLibvirtDoesNotTellOfIsInNobodysWay() {
        NetworkSource bridge = new NetworkSource("bridge", "br0");
        HypervisorException refused = new HypervisorException("cannot look up the interface br0: no socket", null);

        assertThat(examine(bridge, failing(refused)))
                .containsExactly("skipped bridge br0: cannot look up the interface br0: no socket");
        assertThat(examine(bridge, new Unasked() {
                    @Override
                    public Optional<Boolean> hasInterface(String name) {
                        return Optional.empty();
                    }
                }))
                .endsWith("skipped bridge br0: libvirt does not tell of the interfaces of its machine");
    }

    private static Hypervisor failing(HypervisorException failure) {
        return new Unasked() {
            @Override
            public Optional<Network> network(String name) {
                throw failure;
            }

            @Override
            public Optional<Boolean> hasInterface(String name) {
                throw failure;
            }
        };
    }

    private List<String> examine(NetworkSource source, Hypervisor hypervisor) {
        new NetworkExamination(hypervisor, LOCAL, examination, address -> false).examine(source);
        return examination.lines();
    }

    private List<String> examine(
            NetworkSource source, Optional<Network> network, ConnectionUrl url, Predicate<String> refusing) {
        Hypervisor hypervisor = new Unasked() {
            @Override
            public Optional<Network> network(String name) {
                return network;
            }
        };
        new NetworkExamination(hypervisor, url, examination, refusing).examine(source);
        return examination.lines();
    }

    /** Is asked for nothing but what a test lets it say. */
    private static class Unasked extends HypervisorView {

        Unasked() {
            super((Hypervisor) Proxy.newProxyInstance(
                    Hypervisor.class.getClassLoader(),
                    new Class<?>[] {Hypervisor.class},
                    (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    }));
        }
    }
}
