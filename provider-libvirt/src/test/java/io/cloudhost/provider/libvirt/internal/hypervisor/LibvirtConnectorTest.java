package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a daemon that accepts connections and never says a word. */
@LibvirtInstalled
class LibvirtConnectorTest {

    private ServerSocketChannel silent;
    private ConnectionUrl url;

    @BeforeEach
    void listen(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("socket");
        silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        silent.bind(UnixDomainSocketAddress.of(socket));
        url = new ConnectionUrl("qemu+unix:///system?socket=" + socket);
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        assertThatThrownBy(() -> new LibvirtConnector(Duration.ofSeconds(1)).connect(url))
                .isInstanceOf(HypervisorException.class)
                .hasMessage(
                        "cannot connect to libvirt at " + url + ": no answer within 1 s. Check that libvirtd runs, and"
                                + " that this account may use it (group libvirt)");
    }

    @Test
    void waitsForTheSameAnswerOnceMoreInsteadOfAskingAgain() throws IOException {
        LibvirtConnector connector = new LibvirtConnector(Duration.ofSeconds(1));

        assertThatThrownBy(() -> connector.connect(url)).hasMessageContaining("no answer within 1 s");
        assertThatThrownBy(() -> connector.connect(url)).hasMessageContaining("no answer within 1 s");

        silent.configureBlocking(false);
        assertThat(silent.accept()).isNotNull();
        assertThat(silent.accept()).isNull();
    }

    @Test
    void asksAgainWhereTheEarlierAnswerWasNo() throws IOException {
        LibvirtConnector connector = new LibvirtConnector(Duration.ofSeconds(1));
        assertThatThrownBy(() -> connector.connect(url)).hasMessageContaining("no answer within 1 s");
        silent.accept().close();
        assertThatThrownBy(() -> connector.connect(url)).hasMessageContaining("cannot connect to libvirt at " + url);

        assertThatThrownBy(() -> connector.connect(url)).hasMessageContaining("no answer within 1 s");

        silent.configureBlocking(false);
        assertThat(silent.accept()).isNotNull();
    }

    @Test
    void givesUpWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new LibvirtConnector(Duration.ofMinutes(1)).connect(url))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("interrupted while connecting to libvirt at " + url);
        assertThat(Thread.interrupted()).isTrue();
    }
}
