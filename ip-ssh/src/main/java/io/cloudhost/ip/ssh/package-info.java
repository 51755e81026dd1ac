/** The strategy {@code SSH}: a command, run over SSH on a machine that knows the leases, prints the host's address. */
@NullMarked
package io.cloudhost.ip.ssh;

import org.jspecify.annotations.NullMarked;
