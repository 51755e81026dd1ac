package io.cloudhost.provider.libvirt;

import java.time.Duration;

/**
 * How the clone of a host that was up is ended.
 *
 * @param graceful whether its guest is asked to shut down first
 * @param timeout how long the guest may take for that
 */
record ShutdownPolicy(boolean graceful, Duration timeout) {}
