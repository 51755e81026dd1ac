package io.cloudhost.core;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Run commands in a machine's system, and copy files to it and from it: a capability of hosts whose label has the settings
 * for it.
 *
 * <p>Thread-safe. Connects with the first use, and anew where the connection is lost. Usable from when the machine's address
 * is known until the host is torn down, which closes it.
 *
 * <p>A thread that is interrupted gets a {@link GuestShellException} and keeps its interrupt status.
 */
public interface GuestShell extends AutoCloseable {

    /**
     * Say how a command ended.
     *
     * @param status its exit status, or 128 and the number of the signal that ended it
     * @param output what it wrote to its standard output
     * @param errors what it wrote to its standard error
     */
    record Outcome(int status, String output, String errors) {

        /**
         * Tell whether it succeeded.
         *
         * @return whether the status is 0
         */
        public boolean succeeded() {
            return status == 0;
        }
    }

    /**
     * Run a command, and wait for its end, for no longer than the settings say.
     *
     * @param command what the machine's shell is given, so whoever puts values into it quotes them
     * @return how it ended, whatever the status
     * @throws GuestShellException when it could not be run, or took too long; it may go on in the machine then
     * @throws IllegalStateException when the host has no address yet, or is torn down
     */
    Outcome run(String command);

    /**
     * Run a command, and wait for its end.
     *
     * @param command what the machine's shell is given, so whoever puts values into it quotes them
     * @param limit how long to wait at most, the time to connect included; more than nothing
     * @return how it ended, whatever the status
     * @throws IllegalArgumentException when the limit is zero or negative; nothing is run then
     * @throws GuestShellException when it could not be run, or took too long; it may go on in the machine then
     * @throws IllegalStateException when the host has no address yet, or is torn down
     */
    Outcome run(String command, Duration limit);

    /**
     * Copy a file, or a folder with all that is in it, into the machine. Links are followed, and modes kept.
     *
     * @param local the file or folder
     * @param remote its path in the machine, including its name there; what exists there is overwritten. The folder that it
     *     is put into must exist. Given to no shell
     * @throws GuestShellException when it could not be copied; a part may have been
     * @throws IllegalStateException when the host has no address yet, or is torn down
     */
    void copyTo(Path local, String remote);

    /**
     * Copy a file, or a folder with all that is in it, out of the machine. Links are followed, and modes kept.
     *
     * @param remote its path in the machine. Given to no shell
     * @param local where it goes, including its name there; what exists there is overwritten. Where it is a folder, links in
     *     it are replaced and not written through, since the machine chooses the names. The folder that it is put into must
     *     exist
     * @throws GuestShellException when it could not be copied; a part may have been
     * @throws IllegalStateException when the host has no address yet, or is torn down
     */
    void copyFrom(String remote, Path local);

    /**
     * End the connection for good, and what is under way in other threads, which get a {@link GuestShellException}. For the
     * engine: a test's teardown does it. Idempotent.
     */
    @Override
    void close();
}
