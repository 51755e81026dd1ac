/** What can be found out about a clone, in forms for people. Not for callers, but for this module's other packages. */
@NullMarked
package io.cloudhost.provider.libvirt.internal.evidence;

import org.jspecify.annotations.NullMarked;
