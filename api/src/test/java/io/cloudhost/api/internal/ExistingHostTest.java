package io.cloudhost.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.testkit.FakeProviderContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExistingHostTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void anExistingMachineIsReachedUnderItsOwnNameAndPorts() {
        CloudHost host = create("build-box");

        host.setup();

        assertThat(host.getHostName()).isEqualTo("build-box");
        assertThat(host.getPort(22)).isEqualTo(22);
        assertThat(host.getPort(1)).isEqualTo(1);
        assertThat(host.getPort(65535)).isEqualTo(65535);
    }

    @Test
    void itIsUsableBetweenSetupAndTeardownOnly() {
        CloudHost host = create("build-box");

        assertThatIllegalStateException().isThrownBy(host::getHostName).withMessage("host is not set up");
        assertThatIllegalStateException().isThrownBy(() -> host.getPort(22)).withMessage("host is not set up");
        host.setup();
        host.teardown();
        host.teardown();
        assertThatIllegalStateException().isThrownBy(host::getHostName).withMessage("host is torn down");
        assertThatIllegalStateException().isThrownBy(host::setup);
    }

    @Test
    void listenersHearOfItAsOfAnyOther() {
        create("build-box").setup();

        assertThat(events).containsExactly("resolve: build-box exists already", "ready: ", "up");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void whatIsNoPortIsRefused(int port) {
        CloudHost host = create("build-box");
        host.setup();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.getPort(port))
                .withMessage("not a port: " + port + ". Ports are 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build-box",
                "build-box.lab.example",
                "198.51.100.7",
                "2001:db8::7",
                "fe80::1%eth0",
                "::1",
                "büro"
            })
    void namesAndAddressesAreAccepted(String hostName) {
        CloudHost host = create(hostName);
        host.setup();

        assertThat(host.getHostName()).isEqualTo(hostName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "build box", "ssh://build-box", "me@build-box", "build-box:22", "build-box/x", "-v"})
    void anythingElseIsRefused(String hostName) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(hostName))
                .withMessage("host.hostname = \"" + hostName
                        + "\" (cloudhost.conf:2): not a host name or IP address. Write it alone, e.g. build-box");
    }

    CloudHost create(String hostName) {
        Settings settings = new Settings(
                "host",
                Origin.of("cloudhost.conf", 1),
                Map.of("hostname", new SettingValue.Text(hostName, Origin.of("cloudhost.conf", 2))));
        return new ExistingHostProvider().create(new HostDefinition("host", settings), new Context());
    }

    private final class Context extends FakeProviderContext {

        @Override
        public CloudHostListener listener() {
            return new CloudHostListener() {
                @Override
                public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                    events.add(phase + ": " + outcome);
                }

                @Override
                public void up(String label, Duration took) {
                    events.add("up");
                }
            };
        }
    }
}
