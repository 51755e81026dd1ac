/** What a clone writes to its serial console: kept, shown and logged. Not for callers, but for this module's other packages. */
@NullMarked
package io.cloudhost.provider.libvirt.internal.console;

import org.jspecify.annotations.NullMarked;
