/** The strategy {@code DNS}: a DNS server knows the host's address by its name. */
@NullMarked
package io.cloudhost.ip.dns;

import org.jspecify.annotations.NullMarked;
