package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Makes the configuration reference from the keys in the code and the defaults in the {@code reference.conf} files.
 *
 * <p>In the api's package, since the engine's own keys are its own business.
 */
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root"), "docs", "configuration.md");

    private final Config defaults = ConfigFactory.defaultReferenceUnresolved();

    @Test
    void thePageInTheDocsIsMadeFromTheCode() throws IOException {
        String page = page();

        if (Boolean.getBoolean("update.reference")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("made anew with: mvn verify -pl integration-tests -am -Dupdate.reference=true")
                .hasContent(page);
    }

    private String page() {
        StringBuilder page = new StringBuilder("""
                # All settings

                Made from the code: see CONTRIBUTING.md. What the settings are for stands in [the guide](guide.md).

                A host is a section of its name, its *label*. Lengths of time are seconds, or have a unit: `30`, `30s`,
                `500ms`, `2m`. Defaults may be changed for all hosts, below the path in the heading.

                ## Every host
                """);
        table(page, SettingsSchema.of(EngineKeys.PROVIDER), "cloudhost.none");
        page.append("\n## Every host that is made: `cloudhost.host-defaults`\n");
        table(page, EngineKeys.WITH_DEFAULT, "cloudhost.host-defaults");
        page.append("\n## The section `evidence` of a host: `cloudhost.host-defaults.evidence`\n");
        table(page, EvidenceKeys.SCHEMA, "cloudhost.host-defaults.evidence");
        for (CloudHostProvider provider : sorted(CloudHostProvider.class, CloudHostProvider::name)) {
            String path = "cloudhost.provider." + provider.name();
            page.append("\n## Hosts of the provider `%s`: `%s`\n".formatted(provider.name(), path));
            table(page, provider.schema(), path);
            provider.schema()
                    .sections()
                    .forEach((name, section) -> section.each().ifPresent(each -> {
                        String defaultsPath = path + "." + SettingsSchema.defaultsOf(name);
                        page.append(
                                "\n### Each section `%s.NAME` of such a host: `%s`\n".formatted(name, defaultsPath));
                        page.append("\nThe defaults may also be changed for one host, in its section `%s`.\n"
                                .formatted(SettingsSchema.defaultsOf(name)));
                        table(page, each, defaultsPath);
                    }));
        }
        for (IpLookupStrategyProvider strategy :
                sorted(IpLookupStrategyProvider.class, IpLookupStrategyProvider::name)) {
            String path = "cloudhost.strategy." + strategy.name().toLowerCase(Locale.ROOT);
            page.append("\n## The section `%s` of a host: `%s`\n".formatted(strategy.name(), path));
            table(page, strategy.schema(), path);
        }
        page.append("\n## Every strategy's section: `cloudhost.strategy-defaults`\n");
        table(page, EngineKeys.OF_STRATEGY, "cloudhost.strategy-defaults");
        for (GuestShellProvider shell : sorted(GuestShellProvider.class, GuestShellProvider::name)) {
            String path = "cloudhost.guest-shell." + shell.name();
            page.append("\n## The section `%s` of a host: `%s`\n".formatted(shell.name(), path));
            table(page, shell.schema(), path);
        }
        for (ReadinessCheckProvider check : sorted(ReadinessCheckProvider.class, ReadinessCheckProvider::name)) {
            String path = "cloudhost.readiness." + check.name().toLowerCase(Locale.ROOT);
            page.append(
                    "\n## The check `%s` of `waitFor`: `%s`\n\n`{ %s = value }` is short for `{ %s { %s = value } }`.\n"
                            .formatted(check.name(), path, check.name(), check.name(), check.mainKey()));
            table(page, check.schema(), path);
        }
        page.append("\n## Every item of `waitFor`: `cloudhost.readiness-defaults`\n");
        table(page, EngineKeys.OF_CHECK, "cloudhost.readiness-defaults");
        return page.toString();
    }

    private void table(StringBuilder page, SettingsSchema schema, String path) {
        page.append("\n| key | value | default | example | what it does |\n| --- | --- | --- | --- | --- |\n");
        for (SettingKey<?> key : schema.keys()) {
            page.append("| %s | %s | %s | %s | %s |\n"
                    .formatted(
                            names(key),
                            cell(key.kind()),
                            defaultOf(path, key),
                            code(exampleOf(key)),
                            cell(key.description())));
        }
    }

    /** Returns an example that the key accepts, and that is not what the key is without it. */
    private String exampleOf(SettingKey<?> key) {
        String example = key.example()
                .orElseThrow(() -> new AssertionError("the key " + key + " has no example: see SettingKey.example"));
        // What stands in the user's environment.
        String given = example.replaceAll("\\$\\{[A-Z_]+}", "given");
        assertThatCode(() -> TestSettings.parse("example", key.name() + " = " + given)
                        .get(key))
                .as("the example of " + key)
                .doesNotThrowAnyException();
        return example;
    }

    private static String names(SettingKey<?> key) {
        StringBuilder names = new StringBuilder("`" + key.name() + "`");
        key.aliases().forEach(alias -> names.append(" or `").append(alias).append('`'));
        return names.toString();
    }

    private String defaultOf(String path, SettingKey<?> key) {
        ConfigValue section = defaults.root();
        for (String name : (path + "." + key.name()).split("\\.", -1)) {
            section = section instanceof ConfigObject object ? object.get(name) : null;
        }
        return section == null ? "" : code(section.render(ConfigRenderOptions.concise()));
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static <T> List<T> sorted(Class<T> type, Function<T, String> name) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
