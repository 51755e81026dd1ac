package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

@LibvirtInstalled
class LibvirtCallTest {

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
    void tellsWhatLibvirtDoesNotSupportPastLibvirtJavaToo() {
        DomainPointer domain = driver.connect().domain(TestDriver.BASE, "look");
        try {
            assertThat(Libvirt.INSTANCE.virDomainAbortJob(domain)).isNegative();

            assertThat(LibvirtCall.refusal("abort"))
                    .hasMessage("cannot abort: this function is not supported by the connection driver:"
                            + " virDomainAbortJob")
                    .matches(HypervisorException::isUnsupported, "unsupported");
        } finally {
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    @Test
    void saysSoWhereLibvirtGivesNoReason() {
        Libvirt.INSTANCE.virResetLastError();

        assertThat(LibvirtCall.refusal("look"))
                .hasMessage("cannot look: no reason given")
                .matches(failure -> !failure.isUnsupported(), "not unsupported");
    }
}
