/**
 * The {@code cloudhost} command.
 *
 * <p>One class per command; each prints its result on the standard output and everything else on the standard error.
 * A driving adapter: it knows the api and the values of core, and meets the providers and strategies at run time only.
 */
@NullMarked
package io.cloudhost.cli;

import org.jspecify.annotations.NullMarked;
