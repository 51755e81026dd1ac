package io.cloudhost.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;
import net.schmizz.sshj.xfer.scp.SCPFileTransfer;
import net.schmizz.sshj.xfer.scp.ScpCommandLine;

/** Copies a file or folder into a machine. */
final class Upload implements Copy.Way {

    private static final int CHUNK = 32 * 1024;
    /** How many chunks may be on their way: one after the other, each would take a round trip. */
    private static final int AHEAD = 16;

    private final LocalFile local;
    private final RemotePath remote;
    private final Progress progress;

    Upload(LocalFile local, RemotePath remote, Progress progress) {
        this.local = local;
        this.remote = remote;
        this.progress = progress;
    }

    @Override
    public void over(SFTPClient sftp) throws IOException {
        put(sftp, local, remote);
    }

    @Override
    public void over(SCPFileTransfer scp) throws IOException {
        ScpCommandLine options = ScpCommandLine.with(ScpCommandLine.Arg.SINK)
                .and(ScpCommandLine.Arg.RECURSIVE)
                // The modes, too.
                .and(ScpCommandLine.Arg.PRESERVE_TIMES);
        scp.newSCPUploadClient()
                .copy(
                        new ScpSource(local, remote.name(), progress),
                        // sshj's own quoting lets a quote through.
                        remote.quotedFolder(),
                        ScpCommandLine.EscapeMode.NoEscape,
                        options);
    }

    private void put(SFTPClient sftp, LocalFile source, RemotePath target) throws IOException {
        if (source.isFolder()) {
            makeFolder(sftp, target);
            for (LocalFile child : source.children()) {
                put(sftp, child, target.child(child.name()));
            }
        } else {
            putFile(sftp, source, target);
        }
        progress.moved();
        try {
            sftp.chmod(target.text(), source.mode());
        } catch (IOException e) {
            throw SftpFailure.at(target, e);
        }
    }

    private void makeFolder(SFTPClient sftp, RemotePath target) throws IOException {
        progress.moved();
        try {
            FileAttributes present = sftp.statExistence(target.text());
            if (present == null) {
                sftp.getSFTPEngine().makeDir(target.text(), ownersAlone(0700));
            } else {
                letOwner(0700, sftp, target, present);
            }
        } catch (IOException e) {
            throw SftpFailure.at(target, e);
        }
    }

    private void putFile(SFTPClient sftp, LocalFile source, RemotePath target) throws IOException {
        try (InputStream in = source.read()) {
            try (RemoteFile file = open(sftp, target);
                    OutputStream out = file.new RemoteFileOutputStream(0, AHEAD)) {
                progress.transfer(in, out, CHUNK);
            } catch (IOException e) {
                throw SftpFailure.at(target, e);
            }
        }
    }

    private static RemoteFile open(SFTPClient sftp, RemotePath target) throws IOException {
        try {
            return openEmpty(sftp, target);
        } catch (SFTPException e) {
            FileAttributes present =
                    e.getStatusCode() == StatusCode.PERMISSION_DENIED ? sftp.statExistence(target.text()) : null;
            if (present == null) {
                throw e;
            }
            letOwner(0600, sftp, target, present);
            return openEmpty(sftp, target);
        }
    }

    private static RemoteFile openEmpty(SFTPClient sftp, RemotePath target) throws IOException {
        return sftp.open(target.text(), EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.TRUNC), ownersAlone(0600));
    }

    /** Adds to what the owner may do: an earlier copy may have left what nobody may write to. */
    private static void letOwner(int permissions, SFTPClient sftp, RemotePath target, FileAttributes present)
            throws IOException {
        int mode = present.getMode().getPermissionsMask();
        if ((mode & permissions) != permissions) {
            sftp.chmod(target.text(), mode | permissions);
        }
    }

    private static FileAttributes ownersAlone(int mode) {
        return new FileAttributes.Builder().withPermissions(mode).build();
    }
}
