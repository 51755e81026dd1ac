package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

@LibvirtInstalled
class LibvirtDomainsTest {

    private TestDriver driver;
    private Connect connect;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
        connect = driver.connect();
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void leavesOutADomainThatEndedAfterItWasListed() throws LibvirtException {
        Domain defined = connect.domainLookupByName("tiny-base");
        defined.create();
        defined.destroy();

        assertThat(LibvirtDomains.describeRunning(defined)).isEmpty();
        defined.free();
    }

    @Test
    void leavesOutADomainThatEndedAndHadNoDefinition() throws LibvirtException {
        Domain undefined = connect.domainCreateXML(
                "<domain type='test'><name>fleeting</name><memory>1024</memory><os><type>hvm</type></os></domain>", 0);
        undefined.destroy();

        assertThat(LibvirtDomains.describeRunning(undefined)).isEmpty();
        undefined.free();
    }
}
