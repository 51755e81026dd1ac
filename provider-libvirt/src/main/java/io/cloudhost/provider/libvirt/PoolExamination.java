package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.Examination;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;

/** Looks at the storage pools that a clone's volumes go to. That they are started has shown when they were chosen. */
final class PoolExamination {

    /** Overlays are small at first; what a guest writes makes them grow. */
    private static final long ENOUGH = 1L << 30;

    private static final long MEGABYTE = 1L << 20;

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;
    private final Examination examination;

    PoolExamination(Hypervisor hypervisor, ConnectionUrl url, Examination examination) {
        this.hypervisor = hypervisor;
        this.url = url;
        this.examination = examination;
    }

    void examine(String name) {
        hypervisor.pool(name).ifPresent(this::examine);
    }

    private void examine(Pool pool) {
        String subject = "storage pool " + pool.name();
        String room = pool.available() / MEGABYTE + " MiB free in " + pool.folder();
        if (pool.available() < ENOUGH) {
            examination.doubtful(
                    subject, "only " + room, "Make room there, or set clonePool to another pool for the overlays");
        } else {
            examination.good(subject, room);
        }
        if (!pool.autostarted()) {
            examination.doubtful(
                    subject,
                    "is not started with the hypervisor's machine",
                    "Have it started: " + url.virsh("pool-autostart", pool.name()));
        }
    }
}
