package io.cloudhost.api;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.readiness.PollingReadinessWait;
import io.cloudhost.core.readiness.TimedCheck;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.settings.ShownSettings;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessWait;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the wait of a host from the checks that it names. */
final class ReadinessChecks {

    private final Plugins<ReadinessCheckProvider> plugins;
    private final Configuration configuration;
    private final HostDefaults defaults;
    private final GuestShells shells;
    private final WaitableClock clock;

    @Inject
    ReadinessChecks(
            Plugins<ReadinessCheckProvider> plugins,
            Configuration configuration,
            HostDefaults defaults,
            GuestShells shells,
            WaitableClock clock) {
        this.plugins = plugins;
        this.configuration = configuration;
        this.defaults = defaults;
        this.shells = shells;
        this.clock = clock;
    }

    /**
     * Makes a wait.
     *
     * @param section over its provider's defaults
     * @return the wait, which owns its checks
     * @throws ConfigurationException when a check is unknown, or refuses its settings
     */
    ReadinessWait wait(Settings section) {
        Settings host = defaults.under(section);
        // Before there is a check that would have to be closed.
        Duration bootDelay = host.get(EngineKeys.BOOT_DELAY);
        List<Settings> items = host.find(EngineKeys.WAIT_FOR).orElse(List.of());
        List<TimedCheck> checks = new ArrayList<>();
        try {
            for (Settings item : items) {
                checks.add(check(host, item));
            }
            return new PollingReadinessWait(bootDelay, checks, clock);
        } catch (RuntimeException | Error e) {
            checks.forEach(check -> check.check().close());
            throw e;
        }
    }

    /**
     * Writes the items of a host's {@code waitFor} down, with their defaults, so that they may be shown.
     *
     * @throws ConfigurationException when a check is unknown
     */
    String show(Settings section) {
        StringBuilder lines = new StringBuilder();
        for (Settings item : defaults.under(section).find(EngineKeys.WAIT_FOR).orElse(List.of())) {
            Plugin<ReadinessCheckProvider> plugin = plugin(item);
            String name = names(item).get(0);
            SettingsSchema schema = EngineKeys.OF_CHECK.withSection(name, plugin.schema());
            lines.append(new ShownSettings(schema).of(withTimeout(item).withSection(name, settings(item, plugin))));
        }
        return lines.toString();
    }

    private TimedCheck check(Settings host, Settings item) {
        Plugin<ReadinessCheckProvider> plugin = plugin(item);
        Duration timeout = withTimeout(item).get(EngineKeys.CHECK_TIMEOUT);
        ReadinessCheck check =
                new AttributedCheck(plugin.call(checks -> checks.create(settings(item, plugin))), plugin.where());
        if (check.needs().contains(ReadinessCheck.Need.SHELL) && !shells.isWanted(host)) {
            check.close();
            throw new ConfigurationException(
                    item.path(), item.origin(), "needs a shell in the machine. " + shells.explainHowToGetOne(host));
        }
        return new TimedCheck(check, timeout, item);
    }

    /** Finds the one check that an item names. */
    private Plugin<ReadinessCheckProvider> plugin(Settings item) {
        List<String> names = names(item);
        if (names.size() != 1) {
            String what = names.isEmpty() ? "names no check" : "names several checks: " + String.join(", ", names);
            throw new ConfigurationException(
                    item.path(),
                    item.origin(),
                    what + ". Write one for each item, e.g. { port = 22, timeout = 60 }. " + plugins.inventory());
        }
        String name = names.get(0);
        return plugins.find(name)
                .orElseThrow(() -> new ConfigurationException(
                        item.path() + "." + name,
                        item.value(name).orElseThrow().origin(),
                        plugins.explainAbsence(name, Optional.empty())));
    }

    private static List<String> names(Settings item) {
        return item.keys().stream()
                .filter(key -> !key.equals(EngineKeys.CHECK_TIMEOUT.name()))
                .toList();
    }

    /** The section that an item has, or the value that stands for it, over the check's defaults. */
    private Settings settings(Settings item, Plugin<ReadinessCheckProvider> plugin) {
        String name = names(item).get(0);
        SettingValue written = item.value(name).orElseThrow();
        Settings section = written instanceof Settings own
                ? own
                : new Settings(
                        item.path() + "." + name,
                        written.origin(),
                        Map.of(plugin.instance().mainKey().name(), written));
        plugin.schema().check(section);
        Settings own = configuration
                .defaults()
                .section("readiness")
                .section(plugin.name().toLowerCase(Locale.ROOT));
        plugin.schema().check(own);
        return plugin.schema().complete(section, own);
    }

    private Settings withTimeout(Settings item) {
        Settings common = configuration.defaults().section("readiness-defaults");
        EngineKeys.OF_CHECK.check(common);
        return EngineKeys.OF_CHECK.complete(item, common);
    }
}
