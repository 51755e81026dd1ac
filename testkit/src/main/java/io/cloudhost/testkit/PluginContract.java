package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Test what every plugin must do: how it is found, what it is called, and how it takes its settings. Not extended itself, but
 * by the contract of each kind of plugin.
 *
 * @param <P> the port that the plugin implements
 */
public abstract class PluginContract<P> {

    /** More time than anything in a test needs that succeeds. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A key that no plugin has. */
    static final String MISTYPED = "noSuchKeyAnywhere";

    /** For the contracts. */
    PluginContract() {}

    /**
     * Make a provider.
     *
     * @return a new one each time
     */
    protected abstract P provider();

    /**
     * Write settings for the surroundings that were arranged.
     *
     * @return what stands between the braces of the plugin's section
     * @throws Exception when that fails
     */
    protected abstract String section() throws Exception;

    /**
     * List the secrets in {@link #section()}: nothing that the plugin shows may contain one.
     *
     * @return texts that appear nowhere else, neither in a message nor in the name of a class; none by default
     */
    protected List<String> secrets() {
        return List.of();
    }

    /** The port, which the service loader knows. */
    abstract Class<P> port();

    abstract String nameOf(P provider);

    /** All keys that the section may have, those that the engine adds included. */
    abstract SettingsSchema schemaOf(P provider);

    /** The keys that the engine adds, which are not the plugin's to have. */
    List<String> reservedKeys() {
        return List.of();
    }

    /** A section as the engine hands it to the plugin. */
    abstract Settings settings(P provider, String hocon);

    abstract Settings defaultsOf(P provider);

    /** Makes what the plugin makes, and releases it. */
    abstract void makeAndRelease(P provider, Settings settings);

    /** What a call may take that has nobody to wait for, on a busy machine. */
    Duration tolerance() {
        return Duration.ofSeconds(5);
    }

    /** Makes a call on a thread of its own. */
    final <T> T soon(Callable<T> call) throws Exception {
        return BackgroundCall.start(call).await(tolerance());
    }

    /** Looks at all messages, those of the causes and of what was suppressed included. */
    final void showsNoSecret(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        showsNoSecret(trace.toString());
    }

    final void showsNoSecret(String text) {
        assertThat(secrets()).allSatisfy(secret -> assertThat(text).doesNotContain(secret));
    }

    /** Asserts that a text for people can stand in a line. */
    static void isOneLine(String text) {
        assertThat(text).isNotBlank().doesNotContainPattern("\\R");
    }

    /** The name is not blank, and the same for every instance. */
    @Test
    public void nameIsStable() {
        P provider = provider();

        assertThat(nameOf(provider)).isNotBlank().isEqualTo(nameOf(provider)).isEqualTo(nameOf(provider()));
    }

    /** The service loader finds the provider, so it has a services file and a public constructor without parameters. */
    @Test
    public void serviceLoaderFindsTheProvider() {
        Class<?> type = provider().getClass();

        assertThat(ServiceLoader.load(port(), type.getClassLoader()).stream())
                .extracting(ServiceLoader.Provider::type)
                .contains(type.asSubclass(port()));
    }

    /** Each key has a description and a name of its own, and leaves those of the engine to it. */
    @Test
    public void keysAreDescribed() {
        SettingsSchema schema = schemaOf(provider());

        areDescribed(schema);
        assertThat(namesOf(schema)).filteredOn(reservedKeys()::contains).hasSameSizeAs(reservedKeys());
    }

    private static void areDescribed(SettingsSchema schema) {
        assertThat(schema.keys())
                .allSatisfy(key -> assertThat(key.description()).as(key.name()).isNotBlank());
        assertThat(namesOf(schema)).doesNotHaveDuplicates();
        schema.sections().values().forEach(PluginContract::areDescribed);
        schema.each().ifPresent(PluginContract::areDescribed);
    }

    private static Stream<String> namesOf(SettingsSchema schema) {
        return schema.keys().stream().flatMap(key -> Stream.concat(Stream.of(key.name()), key.aliases().stream()));
    }

    /** Each default in {@code reference.conf} is of a known key and a valid value of it. */
    @Test
    public void defaultsAreValid() {
        Settings defaults = defaultsOf(provider());
        SettingsSchema schema = schemaOf(provider());

        assertThatCode(() -> schema.check(defaults)).doesNotThrowAnyException();
        assertThat(schema.keys())
                .allSatisfy(key ->
                        assertThatCode(() -> defaults.find(key)).as(key.name()).doesNotThrowAnyException());
    }

    /** A mistyped key is refused. */
    @Test
    public void unknownKeyIsRefused() {
        Settings settings = settings(provider(), MISTYPED + " = 1");

        assertThatThrownBy(() -> schemaOf(provider()).check(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(settings.path() + "." + MISTYPED + " (test.conf:1): unknown key.");
    }

    /** Settings with nothing but the defaults are enough, or are refused in the way that tells users what is missing. */
    @Test
    public void emptySectionWorksOrIsRefused() {
        Settings settings = settings(provider(), "");
        try {
            makeAndRelease(provider(), settings);
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith(settings.path()).hasMessageContaining("test.conf");
        }
    }

    /**
     * No {@linkplain #secrets() secret} is in what the provider and its settings say of themselves, nor in the message where
     * a key is mistyped.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void settingsShowNoSecret() throws Exception {
        P provider = provider();
        String written = section();
        showsNoSecret(provider + "\n" + settings(provider, written));

        Settings mistyped = settings(provider, written + "\n" + MISTYPED + " = 1");
        assertThatThrownBy(() -> schemaOf(provider).check(mistyped)).satisfies(this::showsNoSecret);
    }
}
