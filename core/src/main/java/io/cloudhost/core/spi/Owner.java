package io.cloudhost.core.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Say who makes a host, so that it can be recognised by anyone who finds it later.
 *
 * @param session one {@code CloudHosts} instance
 * @param user the operating system's name of the user
 * @param machine the host name of the machine that the process runs on
 * @param process the process id
 * @param started when the process began, for people: another look at the same process may tell another time, since clocks
 *     are set; empty where nobody told
 * @param mark tells the process from others of its id; empty where the machine does not tell
 */
public record Owner(
        UUID session,
        String user,
        String machine,
        long process,
        Optional<Instant> started,
        Optional<ProcessMark> mark) {

    /**
     * Create an owner whose process cannot be told from others of its id.
     *
     * @param session one {@code CloudHosts} instance
     * @param user the operating system's name of the user
     * @param machine the host name of the machine that the process runs on
     * @param process the process id
     */
    public Owner(UUID session, String user, String machine, long process) {
        this(session, user, machine, process, Optional.empty(), Optional.empty());
    }
}
