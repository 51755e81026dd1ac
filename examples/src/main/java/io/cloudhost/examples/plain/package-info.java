/** A plain program. */
@NullMarked
package io.cloudhost.examples.plain;

import org.jspecify.annotations.NullMarked;
