package io.cloudhost.provider.libvirt;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;

/** The keys of a libvirt host. */
final class LibvirtKeys {

    static final SettingKey<ConnectionUrl> URL = SettingKey.scalar(
                    "libvirtURL",
                    "libvirt connection URL",
                    "The hypervisor, e.g. qemu:///system, qemu+unix:///system?socket=/path or"
                            + " qemu+ssh://user@linux-box/system.",
                    ConnectionUrl::new)
            .masked(ConnectionUrl::mask);

    static final SettingKey<String> BASE_DOMAIN = SettingKey.text(
                    "libvirtBaseDomain", "The name of the domain to clone. It must be shut off, and is never changed.")
            .alias("baseDomain");

    static final SettingKey<String> NETWORK = SettingKey.text(
                    "networkDeviceId",
                    "The network or bridge whose interface the address is looked up for. May be left out where the base"
                            + " domain has only one interface.")
            .alias("network");

    static final SettingKey<Boolean> VERIFY_BASE = SettingKey.flag(
            "verifyBase",
            "Whether to read all disks of the base, with all that they are built upon, before the clone is made and again"
                    + " when it is gone, and to fail where they differ. All of them must be in started storage pools."
                    + " Takes as long as reading them twice.");

    static final SettingsSchema SCHEMA = SettingsSchema.of(URL, BASE_DOMAIN, NETWORK, VERIFY_BASE);

    private LibvirtKeys() {}
}
