package io.cloudhost.api;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressFamily;
import java.time.Duration;
import java.util.List;

/** The keys that the engine itself reads, whatever the provider and the strategies are. */
final class EngineKeys {

    static final SettingKey<String> PROVIDER = SettingKey.text(
                    "provider",
                    "The name of the provider that makes the host. Needed only where several providers claim it.")
            .example("libvirt");

    static final SettingKey<List<String>> IP_LOOKUP_STRATEGY = SettingKey.texts(
                    "ipLookupStrategy",
                    "The name of the strategy that finds the host's address, or a list of names. All of them are asked; where several"
                            + " have an answer at the same time, the first counts.")
            .example("[hypervisor, DNS]");

    static final SettingKey<AddressFamily> ADDRESS_FAMILY = SettingKey.choice(
                    "addressFamily",
                    "Which address is looked for. What a strategy finds of the other kind is no answer; 'any' prefers IPv4 where"
                            + " both are known.",
                    AddressFamily.class)
            .example("ipv4");

    static final SettingKey<Duration> ADDRESS_TIMEOUT = SettingKey.timeLimit(
                    "addressTimeout",
                    "How long all strategies together are asked for the address. Without it, as long as the most patient of them is.")
            .example("2m");

    static final SettingKey<Duration> ADDRESS_STABILITY = SettingKey.duration(
                    "addressStability",
                    "How long a strategy's answer must stay the same before it is believed: for bases whose firmware or installer asks"
                            + " the DHCP server before the system does.")
            .example("3");

    static final SettingKey<Boolean> SWEEP = SettingKey.flag(
                    "sweep",
                    "Whether the first setup at a place begins with a sweep there, which removes what processes have left that ended"
                            + " without a teardown.")
            .example("false");

    static final SettingKey<Duration> BOOT_DELAY = SettingKey.duration(
                    "bootDelay",
                    "How long to wait after the address is found, before the first check of waitFor. A check is better: it takes no"
                            + " longer than it must.")
            .example("10");

    static final SettingKey<List<Settings>> WAIT_FOR = SettingKey.sections(
                    "waitFor",
                    "{ check = value, timeout = 60 }, or a list of these",
                    "What must be true of the machine before its host is up, one check after the other. See the readiness checks"
                            + " below.")
            .example("[{ log = \"login:\", timeout = 120 }, { port = 22 }]");

    /** Belongs to every item of waitFor. */
    static final SettingKey<Duration> CHECK_TIMEOUT = SettingKey.timeLimit(
                    "timeout", "How long the check may take to succeed, from when the one before it has succeeded.")
            .example("120");

    /** Belongs to every strategy's section. */
    static final SettingKey<Duration> TIMEOUT = SettingKey.timeLimit(
                    "timeout", "How long the strategy is asked for the address.")
            .example("90s");

    /** Those that have a default for all hosts, or may be given one. */
    static final SettingsSchema WITH_DEFAULT = SettingsSchema.of(
                    IP_LOOKUP_STRATEGY, ADDRESS_FAMILY, ADDRESS_TIMEOUT, ADDRESS_STABILITY, SWEEP, BOOT_DELAY, WAIT_FOR)
            .withSection(EvidenceKeys.SECTION, EvidenceKeys.SCHEMA);

    static final SettingsSchema OF_HOST = SettingsSchema.of(PROVIDER).and(WITH_DEFAULT);
    static final SettingsSchema OF_STRATEGY = SettingsSchema.of(TIMEOUT);
    static final SettingsSchema OF_CHECK = SettingsSchema.of(CHECK_TIMEOUT);

    private EngineKeys() {}
}
