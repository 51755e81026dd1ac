package io.cloudhost.ssh;

import io.cloudhost.ssh.internal.SshDialer;
import java.io.IOException;
import net.schmizz.sshj.sftp.SFTPException;

/** Names the file, which the answers of SFTP servers do not. */
final class SftpFailure extends IOException {

    private SftpFailure(RemotePath path, SFTPException cause) {
        super(path + " in the machine: " + SshDialer.reason(cause), cause);
    }

    /** Returns the failure with the file's name, unless it is none of the SFTP server's. */
    static IOException at(RemotePath path, IOException failure) {
        return failure instanceof SFTPException answer ? new SftpFailure(path, answer) : failure;
    }
}
