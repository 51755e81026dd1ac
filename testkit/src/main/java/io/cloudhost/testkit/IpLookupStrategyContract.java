package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Test what every strategy must do. Extend this where the strategy asks nobody, and
 * {@link AskingIpLookupStrategyContract} where it asks somebody.
 */
public abstract class IpLookupStrategyContract extends PluginContract<IpLookupStrategyProvider> {

    /** The key that the engine adds to every strategy's section. */
    private static final SettingKey<Duration> TIMEOUT =
            SettingKey.duration("timeout", "How long the strategy is asked.");

    /** For subclasses. */
    protected IpLookupStrategyContract() {}

    /**
     * Arrange the strategy's surroundings so that a look for a host finds an address. Called before {@link #section()}.
     *
     * @param host who will be looked for
     * @return the address that must be found
     * @throws Exception when that fails
     */
    protected abstract InetAddress arrangeAddress(IpLookupRequest host) throws Exception;

    /**
     * Say who is looked for.
     *
     * @param remaining the time that is left
     * @return the same host each time
     */
    protected final IpLookupRequest host(Duration remaining) {
        return new IpLookupRequest(
                        "my_host",
                        "my-base-4f2a",
                        UUID.fromString("0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a01"),
                        Optional.of(new MacAddress("52:54:00:12:ab:cd")),
                        remaining)
                .withReports(reports());
    }

    /**
     * Say what the provider of the host that is looked for knows of its addresses.
     *
     * @return unless overridden, nothing
     */
    protected AddressReports reports() {
        return AddressReports.NONE;
    }

    /**
     * Make a strategy for the surroundings that were arranged.
     *
     * @return a new strategy, to be closed by the test
     * @throws Exception when that fails
     */
    protected final IpLookupStrategy create() throws Exception {
        IpLookupStrategyProvider provider = provider();
        Settings settings = TestSettings.forStrategy(provider, section());
        schemaOf(provider).check(settings);
        return provider.create(settings);
    }

    @Override
    final Class<IpLookupStrategyProvider> port() {
        return IpLookupStrategyProvider.class;
    }

    @Override
    final String nameOf(IpLookupStrategyProvider provider) {
        return provider.name();
    }

    @Override
    final SettingsSchema schemaOf(IpLookupStrategyProvider provider) {
        return provider.schema().and(SettingsSchema.of(TIMEOUT));
    }

    @Override
    final List<String> reservedKeys() {
        return List.of(TIMEOUT.name());
    }

    @Override
    final Settings settings(IpLookupStrategyProvider provider, String hocon) {
        return TestSettings.forStrategy(provider, hocon);
    }

    @Override
    final Settings defaultsOf(IpLookupStrategyProvider provider) {
        return TestSettings.defaultsOf(provider);
    }

    @Override
    final void makeAndRelease(IpLookupStrategyProvider provider, Settings settings) {
        provider.create(settings).close();
    }

    /**
     * A look finds the address, and finds it again.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void addressIsFound() throws Exception {
        InetAddress address = arrangeAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            assertThat(strategy.lookup(host(PATIENCE))).contains(address);
            assertThat(strategy.lookup(host(PATIENCE))).contains(address);
        }
    }

    /**
     * Closing one strategy leaves another one of the same provider at work.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void strategiesAreIndependent() throws Exception {
        InetAddress address = arrangeAddress(host(PATIENCE));
        IpLookupStrategyProvider provider = provider();
        Settings settings = TestSettings.forStrategy(provider, section());
        try (IpLookupStrategy other = provider.create(settings)) {
            assertThat(other.lookup(host(PATIENCE))).contains(address);
            try (IpLookupStrategy closed = provider.create(settings)) {
                assertThat(closed.lookup(host(PATIENCE))).contains(address);
            }
            assertThat(other.lookup(host(PATIENCE))).contains(address);
        }
    }

    /**
     * The engine looks from one thread at a time, which need not be the same one each time.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void anyThreadMayLook() throws Exception {
        InetAddress address = arrangeAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            for (int look = 1; look <= 3; look++) {
                BackgroundCall<Optional<InetAddress>> call =
                        BackgroundCall.start(() -> strategy.lookup(host(PATIENCE)));
                assertThat(call.await(PATIENCE)).as("look %d", look).contains(address);
            }
        }
    }

    /**
     * Where one family of addresses is wanted, an address of the other one is no answer.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void addressIsOfTheFamilyThatIsWanted() throws Exception {
        InetAddress address = arrangeAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            for (AddressFamily family : List.of(AddressFamily.IPV4, AddressFamily.IPV6)) {
                IpLookupRequest request = host(PATIENCE).withFamily(family);
                if (family.includes(address)) {
                    assertThat(strategy.lookup(request)).as("%s", family).contains(address);
                } else {
                    assertThat(lookInVain(strategy, request).stream())
                            .as("%s", family)
                            .allMatch(family::includes);
                }
            }
        }
    }

    /**
     * The question is one line, which is there before the first look and stays as it is.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void questionIsOneLine() throws Exception {
        arrangeAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            String question = strategy.question(host(PATIENCE));

            assertThat(question).isNotNull().doesNotContainPattern("\\R");
            assertThat(strategy.question(host(PATIENCE))).isEqualTo(question);
            strategy.lookup(host(PATIENCE));
            assertThat(strategy.question(host(PATIENCE))).isEqualTo(question);
        }
    }

    /**
     * An address that every host gets alike is there before the first look, and is what a look finds, whoever is looked for.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void fixedAddressIsTheOneThatIsFound() throws Exception {
        arrangeAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            Optional<InetAddress> fixed = strategy.fixedAddress();

            assertThat(fixed).isNotNull();
            if (fixed.isPresent()) {
                assertThat(strategy.lookup(host(PATIENCE))).isEqualTo(fixed);
                assertThat(strategy.lookup(anotherHost())).isEqualTo(fixed);
            }
            assertThat(strategy.fixedAddress()).isEqualTo(fixed);
        }
    }

    /**
     * No {@linkplain #secrets() secret} is in what a strategy says of itself.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void secretsAreNotShown() throws Exception {
        arrangeAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            strategy.lookup(host(PATIENCE));

            showsNoSecret(strategy + "\n" + strategy.question(host(PATIENCE)));
        }
    }

    /**
     * A look after the end is a mistake of the caller's, which it is told at once.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void lookAfterCloseIsRefused() throws Exception {
        arrangeAddress(host(PATIENCE));
        IpLookupStrategy unused = create();
        IpLookupStrategy used = create();
        used.lookup(host(PATIENCE));
        unused.close();
        used.close();

        assertThat(List.of(unused, used))
                .allSatisfy(closed -> assertThatThrownBy(() -> soon(() -> closed.lookup(host(PATIENCE))))
                        .isInstanceOf(IllegalStateException.class)
                        .satisfies(this::showsNoSecret));
    }

    /**
     * A strategy may be closed without a look, and twice; it waits for nobody.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void closeIsHarmless() throws Exception {
        arrangeAddress(host(PATIENCE));
        IpLookupStrategy unused = create();
        IpLookupStrategy used = create();
        used.lookup(host(PATIENCE));

        assertThatCode(() -> soon(() -> {
                    unused.close();
                    unused.close();
                    used.close();
                    used.close();
                    return "closed";
                }))
                .doesNotThrowAnyException();
    }

    private Optional<InetAddress> lookInVain(IpLookupStrategy strategy, IpLookupRequest request)
            throws InterruptedException {
        try {
            return strategy.lookup(request);
        } catch (IpLookupException e) {
            // As good as empty, and more helpful where it says what was there instead.
            showsNoSecret(e);
            return Optional.empty();
        }
    }

    private static IpLookupRequest anotherHost() {
        return new IpLookupRequest(
                "my_other_host",
                "my-base-77d0",
                UUID.fromString("0b59fb46-5a3d-4dc5-9c4a-6f1f5a4f2a02"),
                Optional.of(new MacAddress("52:54:00:12:ab:ce")),
                PATIENCE);
    }
}
