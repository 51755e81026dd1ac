/** Measures what must not get slower. Not published. */
@NullMarked
package io.cloudhost.benchmarks;

import org.jspecify.annotations.NullMarked;
