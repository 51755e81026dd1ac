package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudhost.api.plugins.FileHostProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.spi.CloudHostProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartAllTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory).plugins("file.jar", CloudHostProvider.class, FileHostProvider.class);
    }

    @Test
    void setsUpAllInOrderALabelAsOftenAsItIsNamed() {
        workspace.inHome("a { hostname = build-box }, b { file = \"" + file() + "\", hanging = nowhere }");

        try (StartedHosts hosts = workspace.hosts().startAll("a", "b", "a")) {
            assertThat(hosts.all())
                    .extracting(CloudHost::getHostName)
                    .containsExactly("build-box", file().toString(), "build-box");
            assertThat(hosts.get(0)).isNotSameAs(hosts.get(2));
            assertThat(file()).exists();
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatIsWrongWithAnyLabelIsFoundBeforeAnyHostIsSetUp() {
        List<String> events = new CopyOnWriteArrayList<>();
        workspace.inHome("a { hostname = build-box }");
        CloudHosts hosts = workspace.builder().listener(teller(events)).build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> hosts.startAll("a", "bix", "box", "bix"))
                .withMessageStartingWith("bix")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .asString()
                        .startsWith("box"));
        assertThat(events).isEmpty();
    }

    @Test
    void noLabelsAreNoHosts() {
        workspace.inHome("a { hostname = build-box }");

        try (StartedHosts hosts = workspace.hosts().startAll()) {
            assertThat(hosts.all()).isEmpty();
        }
    }

    @Test
    void oneAtATimeMeansOneAfterTheOther() {
        List<String> events = new CopyOnWriteArrayList<>();
        workspace.inHome("a { hostname = x }, b { hostname = y }");
        CloudHosts hosts =
                workspace.builder().setupsAtATime(1).listener(teller(events)).build();

        hosts.startAll("a", "b").close();

        assertThat(hosts.setupsAtATime()).isEqualTo(1);
        assertThat(events)
                .filteredOn(event -> !event.endsWith(" gone"))
                .containsExactly("a begins", "a up", "b begins", "b up");
    }

    @Test
    void lessThanOneAtATimeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudHosts.builder().setupsAtATime(0))
                .withMessage("setupsAtATime must be at least 1, and is 0");
    }

    private Path file() {
        return workspace.path("machine");
    }

    private static CloudHostListener teller(List<String> events) {
        return new CloudHostListener() {
            @Override
            public void phaseStarted(String label, SetupPhase phase) {
                if (phase == SetupPhase.RESOLVE) {
                    events.add(label + " begins");
                }
            }

            @Override
            public void up(String label, Duration took) {
                events.add(label + " up");
            }

            @Override
            public void tornDown(String label, Duration took) {
                events.add(label + " gone");
            }
        };
    }
}
