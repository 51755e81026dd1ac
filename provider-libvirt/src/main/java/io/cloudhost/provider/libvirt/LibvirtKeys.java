package io.cloudhost.provider.libvirt;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies;
import java.time.Duration;

/** The keys of a libvirt host. */
final class LibvirtKeys {

    static final SettingKey<ConnectionUrl> URL = SettingKey.scalar(
                    "libvirtURL",
                    "libvirt connection URL",
                    "The hypervisor, e.g. qemu:///system, qemu+unix:///system?socket=/path or"
                            + " qemu+ssh://user@linux-box/system.",
                    ConnectionUrl::new)
            .masked(ConnectionUrl::mask)
            .example("\"qemu+ssh://user@linux-box/system\"");

    static final SettingKey<String> BASE_DOMAIN = SettingKey.text(
                    "libvirtBaseDomain", "The name of the domain to clone. It must be shut off, and is never changed.")
            .alias("baseDomain")
            .example("my_base_domain");

    static final SettingKey<String> NETWORK = SettingKey.text(
                    "networkDeviceId",
                    "The network or bridge whose interface the address is looked up for. May be left out where the base"
                            + " domain has only one interface.")
            .alias("network")
            .example("br0");

    static final SettingKey<String> CLONE_POOL = SettingKey.text(
                    "clonePool",
                    "The storage pool, of type dir, fs or netfs, that the clone's overlays and log files go to. Without it, each"
                            + " overlay goes to the pool of the base's disk, or where that has none that could hold it, to the"
                            + " pool of the base's other disks.")
            .example("fast");

    static final SettingKey<ClonePolicies.Nvram> NVRAM = SettingKey.choice(
                    "nvram",
                    "The clone's UEFI variables: 'copy' of the base's (those of the firmware's template where the base never"
                            + " ran), 'fresh' ones of the template, or 'refuse' to clone a base that has some.",
                    ClonePolicies.Nvram.class)
            .example("fresh");

    static final SettingKey<ClonePolicies.Tpm> TPM = SettingKey.choice(
                    "tpm",
                    "The clone's emulated TPM: 'fresh', with an empty state, or 'refuse' to clone a base that has one. Its state"
                            + " cannot be copied.",
                    ClonePolicies.Tpm.class)
            .example("refuse");

    static final SettingKey<ClonePolicies.HostDevices> HOST_DEVICES = SettingKey.choice(
                    "hostDevices",
                    "Devices of the hypervisor's machine that the base has, such as PCI or USB devices: 'refuse' to clone it, or"
                            + " 'drop' them from the clone.",
                    ClonePolicies.HostDevices.class)
            .example("drop");

    static final SettingKey<Boolean> GUEST_HOSTNAME = SettingKey.flag(
                    "guestHostname",
                    "Whether the guest is told the clone's name, as the system serial number of its SMBIOS tables, from where"
                            + " cloud-init takes its host name. A base without such tables is then not cloned.")
            .example("true");

    static final SettingKey<Boolean> VERIFY_BASE = SettingKey.flag(
                    "verifyBase",
                    "Whether to read all disks of the base, with all that they are built upon, before the clone is made and again"
                            + " when it is gone, and to fail where they differ. All of them must be in started storage pools."
                            + " Takes as long as reading them twice.")
            .example("true");

    static final SettingKey<Boolean> AUTODESTROY = SettingKey.flag(
                    "autodestroy",
                    "Whether libvirt itself ends the clone when the connection that started it ends, such as when the process was"
                            + " killed. What 'cloudhost up' leaves runs on in any case.")
            .example("false");

    static final SettingKey<Duration> START_TIMEOUT = SettingKey.timeLimit(
                    "libvirtStartTimeout",
                    "How long libvirt may take to start the clone, until it runs. Hosts that are set up at the same time wait for"
                            + " each other.")
            .example("2m");

    static final SettingKey<Boolean> CONSOLE_RECORDING = SettingKey.flag(
                    "consoleRecording",
                    "Whether to record what the guest writes to its first serial port, from the first byte on. While it is recorded,"
                            + " 'virsh console' is refused, unless it is told to take the console over.")
            .example("false");

    static final SettingKey<Duration> EXPIRY = SettingKey.duration(
                    "expiry",
                    "How long the clone counts as somebody's after its process was last heard of, for those who cannot see whether"
                            + " the process runs, such as other machines. A process that lives says so anew in time.",
                    Duration.ofSeconds(30))
            .example("2h");

    static final SettingKey<Shutdown> SHUTDOWN = SettingKey.choice(
                    "shutdown",
                    "How the clone of a host that was up is ended: 'destroy' it at once, or 'graceful', asking its guest to shut down"
                            + " first. 'cloudhost down' destroys in any case.",
                    Shutdown.class)
            .example("graceful");

    static final SettingKey<Duration> SHUTDOWN_TIMEOUT = SettingKey.timeLimit(
                    "shutdownTimeout",
                    "How long the guest may take for a graceful shutdown. What has not ended by then is destroyed.")
            .example("60");

    /** How a clone is ended. */
    enum Shutdown {
        DESTROY,
        GRACEFUL
    }

    static final SettingsSchema SCHEMA = SettingsSchema.of(
                    URL,
                    BASE_DOMAIN,
                    NETWORK,
                    CLONE_POOL,
                    NVRAM,
                    TPM,
                    HOST_DEVICES,
                    GUEST_HOSTNAME,
                    VERIFY_BASE,
                    AUTODESTROY,
                    START_TIMEOUT,
                    CONSOLE_RECORDING,
                    EXPIRY,
                    SHUTDOWN,
                    SHUTDOWN_TIMEOUT)
            .withNamedSections(FolderKeys.SECTION, FolderKeys.SCHEMA);

    private LibvirtKeys() {}
}
