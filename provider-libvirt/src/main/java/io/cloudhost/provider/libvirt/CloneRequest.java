package io.cloudhost.provider.libvirt;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping;
import java.time.Duration;
import java.util.List;

/**
 * What is asked for, read from the settings once and for all.
 *
 * @param label the host's label
 * @param url the hypervisor
 * @param base the base domain's name
 * @param policies how to go about what can be had in more than one way
 * @param folders the folders that the guest is to have
 * @param verifyBase whether to prove that the base's disks do not change
 * @param autodestroy whether the hypervisor is to end the clone when its process has ended, unless it is meant to outlive it
 * @param startTimeout how long the clone may take until it runs
 * @param consoleRecording whether to record the clone's serial console
 * @param expiry how long its process vouches for the clone at a time
 * @param shutdown how the clone of a host that was up is ended
 * @param settings the host's settings, for messages about them
 */
record CloneRequest(
        String label,
        ConnectionUrl url,
        String base,
        ClonePolicies policies,
        List<FolderMapping> folders,
        boolean verifyBase,
        boolean autodestroy,
        Duration startTimeout,
        boolean consoleRecording,
        Duration expiry,
        ShutdownPolicy shutdown,
        Settings settings) {

    static CloneRequest of(HostDefinition host) {
        Settings settings = host.settings();
        // Which interface or pool they mean shows later; whether they are values at all must show before anything is
        // created.
        settings.find(LibvirtKeys.NETWORK);
        settings.find(LibvirtKeys.CLONE_POOL);
        return new CloneRequest(
                host.label(),
                settings.get(LibvirtKeys.URL),
                settings.get(LibvirtKeys.BASE_DOMAIN),
                policies(settings),
                FolderKeys.read(settings),
                settings.get(LibvirtKeys.VERIFY_BASE),
                settings.get(LibvirtKeys.AUTODESTROY),
                settings.get(LibvirtKeys.START_TIMEOUT),
                settings.get(LibvirtKeys.CONSOLE_RECORDING),
                settings.get(LibvirtKeys.EXPIRY),
                new ShutdownPolicy(
                        settings.get(LibvirtKeys.SHUTDOWN) == LibvirtKeys.Shutdown.GRACEFUL,
                        settings.get(LibvirtKeys.SHUTDOWN_TIMEOUT)),
                settings);
    }

    /** Returns the same request for a guest that gets no folders. */
    CloneRequest withoutFolders() {
        return new CloneRequest(
                label,
                url,
                base,
                policies,
                List.of(),
                verifyBase,
                autodestroy,
                startTimeout,
                consoleRecording,
                expiry,
                shutdown,
                settings);
    }

    /** Reads the policies alone, which a plan needs that knows neither hypervisor nor base. */
    static ClonePolicies policies(Settings settings) {
        return new ClonePolicies(
                settings.get(LibvirtKeys.NVRAM),
                settings.get(LibvirtKeys.TPM),
                settings.get(LibvirtKeys.HOST_DEVICES),
                settings.get(LibvirtKeys.GUEST_HOSTNAME));
    }
}
