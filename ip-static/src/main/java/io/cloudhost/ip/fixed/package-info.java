/** The strategy {@code static}: the host has the address that its settings name. */
@NullMarked
package io.cloudhost.ip.fixed;

import org.jspecify.annotations.NullMarked;
