package io.cloudhost.core.spi;

import io.cloudhost.core.settings.Settings;

/**
 * Say what host is wanted.
 *
 * @param label the name that the caller used
 * @param settings the label's settings over the provider's defaults, checked for unknown keys
 */
public record HostDefinition(String label, Settings settings) {}
