package io.cloudhost.core;

import java.nio.file.Path;

/**
 * Gather what tells how a host is: a capability of hosts, to be asked for e.g. when a test has failed.
 *
 * <p>Thread-safe. May be used as soon as the setup has begun, and until the teardown has ended.
 */
public interface HostEvidence {

    /**
     * Write a folder with all that can be found out within the time that the settings give.
     *
     * @param occasion why, for people: it stands in the folder; free of secrets
     * @return the folder, which is new and has an {@code evidence.txt} that tells what else it has, and what could not be
     *     had, and why
     * @throws CloudHostException when the folder cannot be written
     */
    Path collect(String occasion);
}
