package io.cloudhost.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.cloudhost.core.Origin;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Make settings for tests, from the text that a user would write.
 *
 * <p>Values that the text sets originate from {@code test.conf}, at their line of the text; substitutions see the system
 * properties.
 */
public final class TestSettings {

    private static final String SOURCE = "test.conf";

    private TestSettings() {}

    /**
     * Read a section.
     *
     * @param path the section's path, e.g. {@code my_host}
     * @param hocon what stands between its braces
     * @return the section; starts at {@code test.conf:1}
     */
    public static Settings parse(String path, String hocon) {
        Config written = read(hocon);
        return convert(path, Origin.of(SOURCE, 1), resolve(written).root(), written.root());
    }

    /**
     * Read a strategy's section as the engine hands it to the strategy: over the defaults from {@code reference.conf}.
     *
     * @param provider the strategy's provider
     * @param hocon what stands between the braces of the section
     * @return the section {@code my_host.<name>}; starts at {@code test.conf:1}
     */
    public static Settings forStrategy(IpLookupStrategyProvider provider, String hocon) {
        Config written = read(hocon);
        Config section = resolve(written).withFallback(reference(provider));
        return convert("my_host." + provider.name(), Origin.of(SOURCE, 1), section.root(), written.root());
    }

    /**
     * Read a host's section as the engine hands it to a provider: over the provider's defaults from
     * {@code reference.conf}.
     *
     * @param provider the host's provider
     * @param label the host's label
     * @param hocon what stands between the braces of the section
     * @return the section; starts at {@code test.conf:1}
     */
    public static Settings forProvider(CloudHostProvider provider, String label, String hocon) {
        Config written = read(hocon);
        Settings host = convert(label, Origin.of(SOURCE, 1), resolve(written).root(), written.root());
        return provider.schema().complete(host, defaults(provider, "provider", provider.name()));
    }

    /**
     * Read a guest shell's section as the engine hands it to the shell: over the defaults from {@code reference.conf}.
     *
     * @param provider the shell's provider
     * @param hocon what stands between the braces of the section
     * @return the section {@code my_host.<name>}; starts at {@code test.conf:1}
     */
    public static Settings forGuestShell(GuestShellProvider provider, String hocon) {
        Config written = read(hocon);
        Config section = resolve(written).withFallback(reference(provider, "cloudhost.guest-shell." + provider.name()));
        return convert("my_host." + provider.name(), Origin.of(SOURCE, 1), section.root(), written.root());
    }

    /**
     * Read a readiness check's section as the engine hands it to the check: over the defaults from {@code reference.conf}.
     *
     * @param provider the check's provider
     * @param hocon what stands between the braces of the section
     * @return the section {@code my_host.waitFor.0.<name>}; starts at {@code test.conf:1}
     */
    public static Settings forReadinessCheck(ReadinessCheckProvider provider, String hocon) {
        Config written = read(hocon);
        Settings section = convert(
                "my_host.waitFor.0." + provider.name(),
                Origin.of(SOURCE, 1),
                resolve(written).root(),
                written.root());
        return provider.schema().complete(section, defaults(provider, "readiness", provider.name()));
    }

    /**
     * Read a strategy's defaults.
     *
     * @param provider the strategy's provider
     * @return the section {@code cloudhost.strategy.<name>} of {@code reference.conf}; empty where there is none
     */
    public static Settings defaultsOf(IpLookupStrategyProvider provider) {
        return defaults(provider, "strategy", provider.name());
    }

    /** Reads the defaults of a plugin of a kind, e.g. {@code strategy}. */
    static Settings defaults(Object provider, String kind, String name) {
        String path = "cloudhost." + kind + "." + name.toLowerCase(Locale.ROOT);
        ConfigObject defaults = reference(provider, path).root();
        return convert(path, Origin.of("reference.conf"), defaults, defaults);
    }

    private static Config read(String hocon) {
        return ConfigFactory.parseString(hocon, ConfigParseOptions.defaults().setOriginDescription(SOURCE));
    }

    private static Config resolve(Config written) {
        return written.resolveWith(ConfigFactory.systemProperties());
    }

    private static Config reference(IpLookupStrategyProvider provider) {
        return reference(provider, referencePath(provider));
    }

    private static Config reference(Object provider, String path) {
        Config all = ConfigFactory.defaultReference(provider.getClass().getClassLoader());
        return all.hasPath(path) ? all.getConfig(path) : ConfigFactory.empty();
    }

    private static String referencePath(IpLookupStrategyProvider provider) {
        return "cloudhost.strategy." + provider.name().toLowerCase(Locale.ROOT);
    }

    /** A value that came out of a substitution has lost its line; the tree as it was written still has it. */
    private static Settings convert(String path, Origin origin, ConfigObject section, ConfigObject written) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        section.forEach(
                (key, value) -> values.put(key, convert(path + "." + key, value, written.getOrDefault(key, value))));
        return new Settings(path, origin, values);
    }

    private static SettingValue convert(String path, ConfigValue value, ConfigValue written) {
        Origin origin = origin(written.origin());
        if (value instanceof ConfigObject section) {
            return convert(path, origin, section, written instanceof ConfigObject object ? object : section);
        }
        if (value instanceof ConfigList list) {
            return new SettingValue.Sequence(
                    list.stream().map(item -> convert(path, item, item)).toList(), origin);
        }
        // Asking for the string gives a number as it was written: 1.0 stays 1.0.
        return new SettingValue.Text(value.atKey("value").getString("value"), origin);
    }

    private static Origin origin(ConfigOrigin origin) {
        String source = origin.resource() != null ? origin.resource() : SOURCE;
        return Origin.of(source, origin.lineNumber());
    }
}
