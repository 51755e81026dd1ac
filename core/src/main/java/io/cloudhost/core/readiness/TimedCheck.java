package io.cloudhost.core.readiness;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.ReadinessCheck;
import java.time.Duration;

/**
 * Say what is waited for, and for how long.
 *
 * @param check what is waited for
 * @param timeout how long, from when the check's turn has come
 * @param item where that is written
 */
public record TimedCheck(ReadinessCheck check, Duration timeout, Settings item) {}
