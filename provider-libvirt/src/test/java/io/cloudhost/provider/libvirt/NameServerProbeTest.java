package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class NameServerProbeTest {

    @Test
    void onlyAnAddressWhereNothingListensRefuses() throws IOException {
        NameServerProbe probe;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            probe = new NameServerProbe(server.getLocalPort());
            assertThat(probe.isRefused("127.0.0.1")).isFalse();
        }
        assertThat(probe.isRefused("127.0.0.1")).isTrue();
    }

    @Test
    void whatCannotBeResolvedDoesNotRefuse() {
        assertThat(new NameServerProbe().isRefused("nowhere.invalid")).isFalse();
    }
}
