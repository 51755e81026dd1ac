/**
 * The inside of the hexagon: what a host is, what can go wrong with it, and the ports on both sides.
 *
 * <p>{@link io.cloudhost.core.CloudHost} is what callers drive; they get one from the {@code api} module, which is the
 * driving side. {@link io.cloudhost.core.spi} holds the driven side: the ports that adapters (providers, strategies)
 * implement. {@link io.cloudhost.core.lifecycle} and {@link io.cloudhost.core.address} are the engine between the two,
 * {@link io.cloudhost.core.settings} the settings that all of them read.
 *
 * <p>This module needs the JDK and slf4j-api, knows no adapter, and passes no third-party type through a port.
 */
@NullMarked
package io.cloudhost.core;

import org.jspecify.annotations.NullMarked;
