/** A Guice application. */
@NullMarked
package io.cloudhost.examples.guice;

import org.jspecify.annotations.NullMarked;
