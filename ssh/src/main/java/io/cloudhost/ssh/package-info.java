/** The guest shell {@code ssh}: runs commands in a machine, and copies files to it and from it, over SSH. */
@NullMarked
package io.cloudhost.ssh;

import org.jspecify.annotations.NullMarked;
