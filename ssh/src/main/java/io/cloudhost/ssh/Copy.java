package io.cloudhost.ssh;

import io.cloudhost.ssh.internal.QuietLoggerFactory;
import io.cloudhost.ssh.internal.SshDialer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;
import net.schmizz.sshj.xfer.scp.SCPFileTransfer;

/** Copies over SFTP, or where the machine's server has none, with its {@code scp}. */
final class Copy implements Task<Boolean> {

    private final Way way;

    /** From where to where. */
    interface Way {

        void over(SFTPClient sftp) throws IOException;

        void over(SCPFileTransfer scp) throws IOException;
    }

    Copy(Way way) {
        this.way = way;
    }

    @Override
    public Boolean on(Session session, SessionFactory more) throws IOException {
        SFTPClient sftp;
        try {
            SFTPEngine engine = new SFTPEngine(new OneSession(session, more)).init();
            // How long it may stand still is the caller's business.
            engine.setTimeoutMs(Integer.MAX_VALUE);
            sftp = new SFTPClient(engine);
        } catch (IOException e) {
            if (!isAbsence(e)) {
                throw e;
            }
            session.close();
            copyWithScp(more, e);
            return true;
        }
        try (sftp) {
            way.over(sftp);
        }
        return true;
    }

    @Override
    public String tooLong(String account, Duration limit) {
        return "nothing moved between here and " + account + " for " + limit.toMillis() + " ms";
    }

    @Override
    public String afterLoss() {
        return "";
    }

    /**
     * Tells whether the server has no SFTP: it has refused it, or ended it at once. Of these two sshj tells without a cause and
     * without a reason to disconnect, which it gives for all that happens to the connection or to this thread.
     */
    private static boolean isAbsence(IOException failure) {
        return !Thread.currentThread().isInterrupted()
                && (failure instanceof ConnectionException || failure instanceof SFTPException)
                && failure.getCause() == null
                && ((SSHException) failure).getDisconnectReason() == DisconnectReason.UNKNOWN;
    }

    private void copyWithScp(SessionFactory sessions, IOException noSftp) throws IOException {
        try {
            way.over(new SCPFileTransfer(sessions, new QuietLoggerFactory()));
        } catch (IOException e) {
            IOException failure = new IOException(
                    "there is no SFTP (" + SshDialer.reason(noSftp) + "), and with scp: " + SshDialer.reason(e), e);
            failure.addSuppressed(noSftp);
            throw failure;
        }
    }

    /** Hands out a channel that is open already. */
    private record OneSession(Session session, SessionFactory sessions) implements SessionFactory {

        @Override
        public Session startSession() {
            return session;
        }

        @Override
        public InetSocketAddress getRemoteSocketAddress() {
            return sessions.getRemoteSocketAddress();
        }
    }
}
