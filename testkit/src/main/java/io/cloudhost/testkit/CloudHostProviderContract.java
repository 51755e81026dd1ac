package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.ProviderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Test what every provider must do before a host is set up. What its hosts must do is tested by {@link CloudHostContract} and
 * {@link CreatingCloudHostContract}.
 */
public abstract class CloudHostProviderContract extends PluginContract<CloudHostProvider> {

    private static final String LABEL = "my_host";

    /** For subclasses. */
    protected CloudHostProviderContract() {}

    /**
     * Write the settings of a host that this provider claims. They are valid, and where they name a place, nobody can be
     * reached there: whatever the provider does before a setup, it does without.
     *
     * @return what stands between the braces of the label
     * @throws Exception when that fails
     */
    @Override
    protected abstract String section() throws Exception;

    /**
     * List settings that cannot work, as far as that can be told without contacting anybody.
     *
     * @return each what stands between the braces of a label; at least one
     * @throws Exception when that fails
     */
    protected abstract List<String> badSections() throws Exception;

    /**
     * Assert that no host of this test has made anything outside of this process.
     *
     * @throws Exception when that fails
     */
    protected abstract void assertNothingIsMade() throws Exception;

    /**
     * Give what a host needs.
     *
     * @return unless overridden, a {@link FakeProviderContext}
     */
    protected ProviderContext context() {
        return new FakeProviderContext();
    }

    @Override
    final Class<CloudHostProvider> port() {
        return CloudHostProvider.class;
    }

    @Override
    final String nameOf(CloudHostProvider provider) {
        return provider.name();
    }

    @Override
    final SettingsSchema schemaOf(CloudHostProvider provider) {
        return provider.schema();
    }

    @Override
    final Settings settings(CloudHostProvider provider, String hocon) {
        return TestSettings.forProvider(provider, LABEL, hocon);
    }

    @Override
    final Settings defaultsOf(CloudHostProvider provider) {
        return TestSettings.defaults(provider, "provider", provider.name());
    }

    @Override
    final void makeAndRelease(CloudHostProvider provider, Settings settings) {
        provider.create(new HostDefinition(LABEL, settings), context()).close();
    }

    /** The name is written in lower case. */
    @Test
    public void nameIsInLowerCase() {
        assertThat(provider().name()).isEqualTo(provider().name().toLowerCase(Locale.ROOT));
    }

    /**
     * A host of this kind is claimed by what stands in its own section, without the defaults.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void hostOfThisKindIsClaimed() throws Exception {
        assertThat(provider().claims(TestSettings.parse(LABEL, section()))).isTrue();
    }

    /** A host of which nothing says that it is of this kind is left to others. */
    @Test
    public void hostOfAnotherKindIsNotClaimed() {
        assertThat(provider().claims(TestSettings.parse(LABEL, ""))).isFalse();
        assertThat(provider().claims(TestSettings.parse(LABEL, MISTYPED + " = 1, timeout = 5")))
                .isFalse();
    }

    /** Whoever asks for claims has not checked the settings yet. */
    @Test
    public void claimIsNoCheck() {
        for (SettingKey<?> key : provider().schema().keys()) {
            Settings strange = TestSettings.parse(LABEL, "\"" + key.name() + "\" { " + MISTYPED + " = [] }");
            assertThatCode(() -> provider().claims(strange)).as(key.name()).doesNotThrowAnyException();
        }
    }

    /**
     * A host that is not set up yet is nothing but an object; making it needs nobody.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void hostThatIsNotSetUpHasMadeNothing() throws Exception {
        try (CloudHost host = soon(() -> create(section()))) {
            assertNothingIsMade();
            assertThatIllegalStateException().isThrownBy(host::getHostName);
            showsNoSecret(host.toString());
        }
        assertNothingIsMade();
    }

    /**
     * Settings that cannot work are refused before there is anything, and in the way that tells users where they stand.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void badSettingsAreRefused() throws Exception {
        assertThat(badSections()).isNotEmpty();
        for (String bad : badSections()) {
            assertThatThrownBy(() -> soon(() -> create(bad)))
                    .as(bad)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(LABEL)
                    .hasMessageContaining("(test.conf:")
                    .satisfies(this::showsNoSecret);
            assertNothingIsMade();
        }
    }

    /**
     * One provider makes the hosts of many threads.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void manyThreadsMakeHosts() throws Exception {
        CloudHostProvider provider = provider();
        HostDefinition definition = new HostDefinition(LABEL, settings(provider, section()));
        List<BackgroundCall<CloudHost>> calls = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            calls.add(BackgroundCall.start(() -> provider.create(definition, context())));
        }

        List<CloudHost> hosts = new ArrayList<>();
        for (BackgroundCall<CloudHost> call : calls) {
            hosts.add(call.await(PATIENCE));
        }

        assertThat(hosts).doesNotHaveDuplicates();
        hosts.forEach(CloudHost::close);
    }

    /**
     * The list of hosts is opened without contacting its place, tells which one it is, and may be closed unused.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void inventoryIsOpenedWithoutContact() throws Exception {
        CloudHostProvider provider = provider();
        HostDefinition definition = new HostDefinition(LABEL, settings(provider, section()));
        assertThat(soon(() -> provider.inventory(definition)))
                .isNotNull()
                .satisfies(found -> found.ifPresent(this::isNamed));
    }

    private void isNamed(HostInventory inventory) {
        try (inventory) {
            isOneLine(inventory.place());
            showsNoSecret(inventory.place() + "\n" + inventory);
        }
    }

    /**
     * What plans hosts, if anything does, is there without contacting anybody.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void plannerIsMadeWithoutContact() throws Exception {
        CloudHostProvider provider = provider();

        assertThat(soon(() -> provider.planner(context().owner()))).isNotNull();
    }

    private CloudHost create(String hocon) {
        CloudHostProvider provider = provider();
        Settings settings = settings(provider, hocon);
        provider.schema().check(settings);
        return provider.create(new HostDefinition(LABEL, settings), context());
    }
}
