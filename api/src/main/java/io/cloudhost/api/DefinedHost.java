package io.cloudhost.api;

import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;

/**
 * A host whose settings were found in order.
 *
 * @param provider whose it is
 * @param definition what is wanted
 */
record DefinedHost(Plugin<CloudHostProvider> provider, HostDefinition definition) {}
