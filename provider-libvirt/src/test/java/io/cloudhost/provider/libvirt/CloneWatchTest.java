package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LibvirtInstalled
class CloneWatchTest {

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void looksWhereTheHypervisorTellsOfNoEvents() {
        HypervisorView silent = new HypervisorView(driver.hypervisor()) {
            @Override
            public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
                throw new HypervisorException("cannot watch the domain " + uuid + ": no events here", null);
            }
        };
        driver.hypervisor().start(TestDriver.BASE);
        try (CloneWatch watch = new CloneWatch(silent, TestDriver.BASE)) {
            assertThat(watch.look()).isEmpty();

            driver.hypervisor().destroy(TestDriver.BASE);

            assertThat(watch.look()).contains("is shut off");
            assertThat(watch.end().toCompletableFuture()).isNotDone();
        }
    }
}
