package io.cloudhost.provider.libvirt;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;

/**
 * What is asked for, read from the settings once and for all.
 *
 * @param label the host's label
 * @param url the hypervisor
 * @param base the base domain's name
 * @param verifyBase whether to prove that the base's disks do not change
 * @param settings the host's settings, for messages about them
 */
record CloneRequest(String label, ConnectionUrl url, String base, boolean verifyBase, Settings settings) {

    static CloneRequest of(HostDefinition host) {
        Settings settings = host.settings();
        // Which interface it means shows later; whether it is a value at all must show before anything is created.
        settings.find(LibvirtKeys.NETWORK);
        return new CloneRequest(
                host.label(),
                settings.get(LibvirtKeys.URL),
                settings.get(LibvirtKeys.BASE_DOMAIN),
                settings.get(LibvirtKeys.VERIFY_BASE),
                settings);
    }
}
