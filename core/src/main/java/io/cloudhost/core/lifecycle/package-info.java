/**
 * The engine that runs a host's setup step by step and undoes it.
 *
 * <p>For the authors of providers: a {@link io.cloudhost.core.CloudHost} that hands its steps to a
 * {@link io.cloudhost.core.lifecycle.HostLifecycle} gets the contract of setup and teardown from it.
 */
@NullMarked
package io.cloudhost.core.lifecycle;

import org.jspecify.annotations.NullMarked;
