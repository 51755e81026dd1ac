package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.plan.CloneInterface;
import io.cloudhost.provider.libvirt.internal.plan.NetworkSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkChoiceTest {

    private static final MacAddress FIRST = new MacAddress("52:54:00:00:00:01");
    private static final MacAddress SECOND = new MacAddress("52:54:00:00:00:02");
    private static final CloneInterface NAT = new CloneInterface(new NetworkSource("network", "nat"), FIRST);
    private static final CloneInterface BRIDGE = new CloneInterface(new NetworkSource("bridge", "br0"), SECOND);

    @Test
    void choosesTheInterfaceOnTheNetworkOrBridgeThatIsNamed() {
        assertThat(choice("nat").choose(List.of(NAT, BRIDGE))).contains(FIRST);
        assertThat(choice("br0").choose(List.of(NAT, BRIDGE))).contains(SECOND);
    }

    @Test
    void choosesTheOnlyInterfaceWhereNoneIsNamed() {
        assertThat(choice(null).choose(List.of(BRIDGE))).contains(SECOND);
        assertThat(choice(null).choose(List.of())).isEmpty();
    }

    @Test
    void asksForANameWhereThereAreSeveral() {
        assertThatThrownBy(() -> choice(null).choose(List.of(NAT, BRIDGE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.networkDeviceId (test.conf:1): missing, and the base domain 'base' has several network"
                        + " interfaces. Name one of: network nat, bridge br0");
    }

    @Test
    void listsTheInterfacesWhereNoneMatches() {
        assertThatThrownBy(() -> choice("vmnet").choose(List.of(NAT, BRIDGE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "h.networkDeviceId = \"vmnet\" (test.conf:2): the base domain 'base' has no network interface"
                                + " on it. It has: network nat, bridge br0");
        assertThatThrownBy(() -> choice("vmnet").choose(List.of()))
                .hasMessage(
                        "h.networkDeviceId = \"vmnet\" (test.conf:2): the base domain 'base' has no network interface"
                                + " on it. It has no network interface");
    }

    @Test
    void listsTheInterfacesWhereSeveralMatch() {
        assertThatThrownBy(() -> choice("nat").choose(List.of(NAT, BRIDGE, NAT)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "h.networkDeviceId = \"nat\" (test.conf:2): the base domain 'base' has 2 network interfaces on"
                                + " it, and only one can be looked up. It has: network nat, bridge br0, network nat");
    }

    private static NetworkChoice choice(String network) {
        Map<String, SettingValue> values = network == null
                ? Map.of()
                : Map.of("networkDeviceId", new SettingValue.Text(network, Origin.of("test.conf", 2)));
        return new NetworkChoice(new Settings("h", Origin.of("test.conf", 1), values), "base");
    }
}
