package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import java.util.Optional;

/** Can be made, and fails when it is asked something. */
public final class FailingAnswersProvider extends ClaimingProvider {

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public boolean claims(Settings host) {
        throw new NoClassDefFoundError("org/example/Claims");
    }

    @Override
    public Optional<HostPlanner> planner(Owner owner) {
        throw new IllegalStateException("no pencil");
    }
}
