/** The engine that gathers what tells how a host is, or why it failed, and writes it into a folder. */
@NullMarked
package io.cloudhost.core.evidence;

import org.jspecify.annotations.NullMarked;
