package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostConnectionIT {

    private static final CloudHosts HOSTS = Lab.hosts("""
            remote {
              libvirtURL = "qemu+ssh://user@linux-box/system"
              libvirtBaseDomain = static-base
              ipLookupStrategy = static
              static { ip = "203.0.113.10" }
            }
            """);

    /** In a terminal, Ctrl-C ends the ssh that libvirt has started, together with the process that it serves. */
    @Test
    void theCloneIsRemovedAlsoWhenTheConnectionToTheHypervisorHasBroken() {
        CloudHost host = HOSTS.get("remote");
        host.setup();
        List<ProcessHandle> connections = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/ssh"))
                .toList();
        assertThat(connections).isNotEmpty();

        connections.forEach(ProcessHandle::destroyForcibly);
        connections.forEach(connection -> connection.onExit().join());
        host.teardown();

        assertThat(Virsh.clonesOf("remote")).isEmpty();
        assertThat(Virsh.volumes()).noneMatch(volume -> volume.contains("remote-"));
    }
}
