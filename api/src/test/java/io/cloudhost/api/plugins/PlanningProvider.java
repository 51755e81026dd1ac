package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import java.util.Optional;

/** Plans, as another one does; claims nothing. */
public final class PlanningProvider extends ClaimingProvider {

    @Override
    public String name() {
        return "planning";
    }

    @Override
    public boolean claims(Settings host) {
        return false;
    }

    @Override
    public Optional<HostPlanner> planner(Owner owner) {
        return new LibvirtLikeProvider().planner(owner);
    }
}
