package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.Readiness.Verdict;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheck.Need;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Test what every readiness check must do. Extend this where the check asks nobody that could keep it waiting, and
 * {@link AskingReadinessCheckContract} where it does.
 */
public abstract class ReadinessCheckContract extends PluginContract<ReadinessCheckProvider> {

    /** The key of the engine that stands beside the check's section, so that no check can have its name. */
    private static final String TIMEOUT = "timeout";

    /** For subclasses. */
    protected ReadinessCheckContract() {}

    /**
     * Arrange the machine so that it is not ready, and may become so. Called before {@link #section()}.
     *
     * @throws Exception when that fails
     */
    protected abstract void arrangeNotReady() throws Exception;

    /**
     * Arrange the machine so that it is ready. Called before {@link #section()}, or later, after {@link #arrangeNotReady()},
     * and must then change what is seen.
     *
     * @throws Exception when that fails
     */
    protected abstract void arrangeReady() throws Exception;

    /**
     * Say which machine is looked at: the one that was arranged.
     *
     * @param remaining how much time is left
     * @return the machine, with the console and the shell that it has
     */
    protected abstract ReadinessRequest machine(Duration remaining);

    /**
     * Make a check of the machine that was arranged.
     *
     * @return a new check, to be closed by the test
     * @throws Exception when that fails
     */
    protected final ReadinessCheck create() throws Exception {
        ReadinessCheckProvider provider = provider();
        Settings settings = TestSettings.forReadinessCheck(provider, section());
        schemaOf(provider).check(settings);
        return provider.create(settings);
    }

    @Override
    final Class<ReadinessCheckProvider> port() {
        return ReadinessCheckProvider.class;
    }

    @Override
    final String nameOf(ReadinessCheckProvider provider) {
        return provider.name();
    }

    @Override
    final SettingsSchema schemaOf(ReadinessCheckProvider provider) {
        return provider.schema();
    }

    @Override
    final Settings settings(ReadinessCheckProvider provider, String hocon) {
        return TestSettings.forReadinessCheck(provider, hocon);
    }

    @Override
    final Settings defaultsOf(ReadinessCheckProvider provider) {
        return TestSettings.defaults(provider, "readiness", provider.name());
    }

    @Override
    final void makeAndRelease(ReadinessCheckProvider provider, Settings settings) {
        provider.create(settings).close();
    }

    /** The name is none that stands beside the check's section. */
    @Test
    public void nameIsFree() {
        assertThat(provider().name()).isNotEqualToIgnoringCase(TIMEOUT);
    }

    /** What a value in place of the section means is one of the keys. */
    @Test
    public void mainKeyIsOneOfTheKeys() {
        ReadinessCheckProvider provider = provider();

        assertThat(provider.schema().keys().stream().map(Object::toString))
                .contains(String.valueOf(provider.mainKey()));
    }

    /**
     * A machine that is ready is seen to be so, as often as it is looked at.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void readyMachineIsReady() throws Exception {
        arrangeReady();
        try (ReadinessCheck check = create()) {
            looksLike(Verdict.READY, check.look(machine(PATIENCE)));
            looksLike(Verdict.READY, check.look(machine(PATIENCE)));
        }
    }

    /**
     * A machine that is not ready yet is looked at again, and what was seen is not remembered when it becomes ready.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void machineMayBecomeReady() throws Exception {
        arrangeNotReady();
        try (ReadinessCheck check = create()) {
            looksLike(Verdict.NOT_YET, check.look(machine(PATIENCE)));
            arrangeReady();
            looksLike(Verdict.READY, check.look(machine(PATIENCE)));
        }
    }

    /**
     * The description is one line, which is there before the first look and stays as it is.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void descriptionIsOneLine() throws Exception {
        arrangeReady();
        try (ReadinessCheck check = create()) {
            String description = check.description();

            isOneLine(description);
            showsNoSecret(description + "\n" + check);
            check.look(machine(PATIENCE));
            assertThat(check.description()).isEqualTo(description);
        }
    }

    /**
     * What a check needs it says before the first look, and it needs nothing else.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void onlyWhatIsNeededMustBeThere() throws Exception {
        arrangeReady();
        try (ReadinessCheck check = create()) {
            Set<Need> needs = Set.copyOf(check.needs());
            ReadinessRequest all = machine(PATIENCE);
            ReadinessRequest needed = new ReadinessRequest(
                    all.endpoint(),
                    needs.contains(Need.CONSOLE) ? all.console() : Optional.empty(),
                    needs.contains(Need.SHELL) ? all.shell() : Optional.empty(),
                    all.remaining());

            looksLike(Verdict.READY, check.look(needed));
            assertThat(check.needs()).isEqualTo(needs);
        }
    }

    /**
     * Closing one check leaves another one of the same provider at work.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void checksAreIndependent() throws Exception {
        arrangeReady();
        ReadinessCheckProvider provider = provider();
        Settings settings = TestSettings.forReadinessCheck(provider, section());
        try (ReadinessCheck other = provider.create(settings)) {
            looksLike(Verdict.READY, other.look(machine(PATIENCE)));
            try (ReadinessCheck closed = provider.create(settings)) {
                looksLike(Verdict.READY, closed.look(machine(PATIENCE)));
            }
            looksLike(Verdict.READY, other.look(machine(PATIENCE)));
        }
    }

    /**
     * The engine looks from one thread at a time, which need not be the same one each time.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void anyThreadMayLook() throws Exception {
        arrangeReady();
        try (ReadinessCheck check = create()) {
            for (int look = 1; look <= 3; look++) {
                looksLike(
                        Verdict.READY,
                        BackgroundCall.start(() -> check.look(machine(PATIENCE)))
                                .await(PATIENCE));
            }
        }
    }

    /**
     * A check may be closed with and without a look; it waits for nobody.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void closeIsHarmless() throws Exception {
        arrangeReady();
        ReadinessCheck unused = create();
        ReadinessCheck used = create();
        used.look(machine(PATIENCE));

        assertThatCode(() -> soon(() -> {
                    unused.close();
                    used.close();
                    return "closed";
                }))
                .doesNotThrowAnyException();
    }

    /** Asserts what a look has shown, and that it can be told. */
    final void looksLike(Verdict verdict, Readiness seen) {
        assertThat(seen.verdict()).as(seen.observation()).isEqualTo(verdict);
        isOneLine(seen.observation());
        showsNoSecret(seen.observation());
    }
}
