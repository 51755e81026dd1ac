package io.cloudhost.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import net.schmizz.sshj.sftp.FileMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.xfer.scp.SCPFileTransfer;
import net.schmizz.sshj.xfer.scp.ScpCommandLine;

/** Copies a file or folder out of a machine. */
final class Download implements Copy.Way {

    private static final int CHUNK = 32 * 1024;
    /** How many chunks may be asked for at a time: one after the other, each would take a round trip. */
    private static final int AHEAD = 16;

    private final RemotePath remote;
    private final LocalFile local;
    private final Progress progress;

    Download(RemotePath remote, LocalFile local, Progress progress) {
        this.remote = remote;
        this.local = local;
        this.progress = progress;
    }

    @Override
    public void over(SFTPClient sftp) throws IOException {
        try {
            get(sftp, remote, local, sftp.canonicalize(remote.text()), Set.of());
        } catch (IOException e) {
            throw SftpFailure.at(remote, e);
        }
    }

    @Override
    public void over(SCPFileTransfer scp) throws IOException {
        ScpCommandLine options = ScpCommandLine.with(ScpCommandLine.Arg.SOURCE).and(ScpCommandLine.Arg.RECURSIVE);
        scp.newSCPDownloadClient()
                .copy(
                        // sshj's own quoting lets a quote through.
                        remote.quoted(), new ScpTarget(local, progress), ScpCommandLine.EscapeMode.NoEscape, options);
    }

    /**
     * Copies what may be in folders that are in others; a link must not lead back to one of these.
     *
     * @param real where the source is when all links on the way are followed
     * @param above where the folders are that it is in
     */
    private void get(SFTPClient sftp, RemotePath source, LocalFile target, String real, Set<String> above)
            throws IOException {
        progress.moved();
        try {
            FileMode mode = sftp.stat(source.text()).getMode();
            switch (mode.getType()) {
                case DIRECTORY -> getFolder(sftp, source, target, real, above);
                case REGULAR -> getFile(sftp, source, target);
                default -> throw new IOException(source + " in the machine is neither a file nor a folder");
            }
            target.setMode(mode.getPermissionsMask());
        } catch (IOException e) {
            throw SftpFailure.at(source, e);
        }
    }

    private void getFolder(SFTPClient sftp, RemotePath source, LocalFile target, String real, Set<String> above)
            throws IOException {
        Set<String> folders = new HashSet<>(above);
        if (!folders.add(real)) {
            throw new IOException("the link " + source + " in the machine leads to a folder that it is in");
        }
        target.makeFolder();
        for (RemoteResourceInfo child : sftp.ls(source.text())) {
            RemotePath path = source.child(child.getName());
            boolean link = child.getAttributes().getType() == FileMode.Type.SYMLINK;
            String realPath = link ? destination(sftp, real, path) : real + "/" + child.getName();
            get(sftp, path, target.newChild(child.getName()), realPath, folders);
        }
    }

    /** Not all servers follow links when they are asked for the real path. */
    private static String destination(SFTPClient sftp, String folder, RemotePath link) throws IOException {
        String text = sftp.readlink(link.text());
        return sftp.canonicalize(text.startsWith("/") ? text : folder + "/" + text);
    }

    private void getFile(SFTPClient sftp, RemotePath source, LocalFile target) throws IOException {
        try (RemoteFile file = sftp.open(source.text());
                InputStream in = file.new ReadAheadRemoteFileInputStream(AHEAD);
                OutputStream out = target.write()) {
            progress.transfer(in, out, CHUNK);
        }
    }
}
