package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pools notice what came and went behind libvirt's back, where libvirt lets them. */
final class PoolRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(PoolRefresh.class);

    private final Hypervisor hypervisor;

    PoolRefresh(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    /** Tells whether the pool is up to date now; where libvirt refuses, what is known of it already must do. */
    boolean attempt(String pool) {
        try {
            hypervisor.refreshPool(pool);
            return true;
        } catch (HypervisorException e) {
            // Libvirt refuses while it makes or reads a volume in the pool, as it does for other clones.
            LOG.debug("What is known of the pool '{}' must do", pool, e);
            return false;
        }
    }
}
