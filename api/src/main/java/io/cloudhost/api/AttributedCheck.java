package io.cloudhost.api;

import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.util.Set;

/**
 * A readiness check that names its jar where it turns out, at a look, that it cannot be linked.
 *
 * @param check asked
 * @param where its plugin, and the jar that this is in
 */
record AttributedCheck(ReadinessCheck check, String where) implements ReadinessCheck {

    @Override
    public String description() {
        return check.description();
    }

    @Override
    public Set<Need> needs() {
        return check.needs();
    }

    @Override
    public Readiness look(ReadinessRequest request) throws InterruptedException {
        try {
            return check.look(request);
        } catch (LinkageError e) {
            return Readiness.never(new BrokenPlugin(where, e).toString());
        }
    }

    @Override
    public void close() {
        check.close();
    }
}
