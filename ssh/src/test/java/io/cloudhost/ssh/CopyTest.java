package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.xfer.scp.SCPFileTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What sshj says when SFTP does not begin, and what that means. */
class CopyTest {

    private final Recorder way = new Recorder();
    private final SessionFactory noMore = new SessionFactory() {
        @Override
        public Session startSession() {
            throw new AssertionError("not to be opened");
        }

        @Override
        public InetSocketAddress getRemoteSocketAddress() {
            return InetSocketAddress.createUnresolved("box", 22);
        }
    };

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @MethodSource
    void scpCopiesWhereTheServerHasNoSftp(IOException failure) throws IOException {
        assertThat(new Copy(way).on(failing(failure), noMore)).isTrue();
        assertThat(way.scp).isTrue();
    }

    static List<IOException> scpCopiesWhereTheServerHasNoSftp() {
        return List.of(
                new ConnectionException("Request failed"),
                new ConnectionException("Stream closed"),
                new SFTPException("EOF while reading packet"));
    }

    @ParameterizedTest
    @MethodSource
    void scpDoesNotGoOnAfterAnythingElse(IOException failure) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Copy(way).on(failing(failure), noMore))
                .isSameAs(failure);
        assertThat(way.scp).isFalse();
    }

    static List<IOException> scpDoesNotGoOnAfterAnythingElse() {
        return List.of(
                new InterruptedIOException(),
                new ConnectionException(new InterruptedException()),
                new ConnectionException(new TimeoutException()),
                new ConnectionException(new TransportException("Broken transport")),
                new ConnectionException(DisconnectReason.PROTOCOL_ERROR, "Received response when none was requested"),
                new TransportException("Broken transport; encountered EOF"),
                new SSHException(new SocketException("Connection reset")),
                new SocketException("Broken pipe"));
    }

    @Test
    void copyThatWasGivenUpDoesNotGoOnWithScp() {
        IOException refused = new ConnectionException("Request failed");
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Copy(way).on(failing(refused), noMore))
                .isSameAs(refused);
        assertThat(way.scp).isFalse();
    }

    /** A channel on which there is a failure in place of the server's first words. */
    private static Session failing(IOException failure) {
        InputStream answers = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw failure;
            }
        };
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class, Session.Subsystem.class},
                (channel, method, arguments) -> switch (method.getName()) {
                    case "getLoggerFactory" -> LoggerFactory.DEFAULT;
                    case "startSubsystem" -> channel;
                    case "getInputStream" -> answers;
                    case "getOutputStream" -> OutputStream.nullOutputStream();
                    case "close" -> null;
                    default -> throw new AssertionError(method);
                });
    }

    /** Notes whether scp was made use of. */
    private static final class Recorder implements Copy.Way {

        private boolean scp;

        @Override
        public void over(SFTPClient sftp) {
            throw new AssertionError("there is no SFTP");
        }

        @Override
        public void over(SCPFileTransfer transfer) {
            scp = true;
        }
    }
}
