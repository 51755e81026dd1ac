package io.cloudhost.core.spi;

import java.util.UUID;

/**
 * Say who makes a host, so that it can be recognised by anyone who finds it later.
 *
 * @param session one {@code CloudHosts} instance
 * @param user the operating system's name of the user
 * @param machine the host name of the machine that the process runs on
 * @param process the process id
 */
public record Owner(UUID session, String user, String machine, long process) {}
