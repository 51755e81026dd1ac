package io.cloudhost.core.spi;

import io.cloudhost.core.Console;
import io.cloudhost.core.GuestShell;
import java.time.Duration;
import java.util.Optional;

/**
 * Say which machine is looked at, and through what.
 *
 * @param endpoint where the machine is reached; its address is known
 * @param console what it writes to its serial console, where its provider records that
 * @param shell runs commands in it, where its label has the settings for that
 * @param remaining how much time is left for the check; more than nothing. The look need not use it up: a look that comes
 *     back soon is repeated soon
 */
public record ReadinessRequest(
        GuestEndpoint endpoint, Optional<Console> console, Optional<GuestShell> shell, Duration remaining) {}
