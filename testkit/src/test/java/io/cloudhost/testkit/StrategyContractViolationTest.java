package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Strategies that break the contract, each in one way: the contract must say so. */
class StrategyContractViolationTest {

    @Test
    void changingNameIsFound() {
        violates(new Contract(new FakeStrategyProvider() {
            @Override
            public String name() {
                return UUID.randomUUID().toString();
            }
        })::nameIsStable);
    }

    @Test
    void missingServicesFileEntryIsFound() {
        violates(new Contract(new FakeStrategyProvider() {})::serviceLoaderFindsTheProvider);
    }

    @Test
    void keyWithoutDescriptionIsFound() {
        violates(withSchema(SettingsSchema.of(SettingKey.text("oracle", " ")))::keysAreDescribed);
    }

    @Test
    void keyThatBelongsToTheEngineIsFound() {
        SettingKey<String> timeout = SettingKey.text("timeout", "Mine.");
        violates(withSchema(SettingsSchema.of(timeout))::keysAreDescribed);
    }

    @Test
    void defaultOfUnknownKeyIsFound() {
        violates(withSchema(SettingsSchema.of(FakeStrategyProvider.GREETING))::defaultsAreValid);
    }

    @Test
    void invalidDefaultIsFound() {
        SettingKey<?> greeting = SettingKey.duration("greeting", "How long to greet.");
        violates(withSchema(SettingsSchema.of(greeting, FakeStrategyProvider.PAUSE))::defaultsAreValid);
    }

    @Test
    void schemaThatKnowsEveryKeyIsFound() {
        SettingKey<String> any = SettingKey.text("noSuchKeyAnywhere", "Anything.");
        violates(withSchema(new FakeStrategyProvider().schema().and(SettingsSchema.of(any)))::unknownKeyIsRefused);
    }

    @Test
    void missingKeyThatShowsAsNullPointerIsFound() {
        Contract contract = withStrategy(request -> Optional.empty(), settings -> {
            throw new NullPointerException("oracle");
        });
        assertThatThrownBy(contract::emptySectionWorksOrIsRefused).isInstanceOf(NullPointerException.class);
    }

    @Test
    void strategyThatFindsNothingIsFound() {
        violates(withStrategy(request -> Optional.empty())::addressIsFound);
    }

    @Test
    void negativeCacheIsFound() {
        violates(withStrategy(request -> Optional.empty())::notThereYetIsEmptyUntilItIsThere);
    }

    @Test
    void notThereYetAsFailureIsFound() {
        Contract contract = withStrategy(request -> {
            throw IpLookupException.transientFailure("nothing yet", null);
        });
        assertThatThrownBy(contract::notThereYetIsEmptyUntilItIsThere).isInstanceOf(IpLookupException.class);
    }

    @Test
    void silenceAsPermanentFailureIsFound() {
        violates(withStrategy(request -> {
            throw IpLookupException.permanentFailure("no answer", null);
        })::lookEndsWithItsTime);
    }

    @Test
    void silenceAsAnAnswerIsFound() {
        violates(withStrategy(request -> Optional.empty())::lookEndsWithItsTime);
    }

    @Test
    void swallowedInterruptIsFound() {
        violates(new Contract(swallowingInterrupts())::interruptEndsALook);
    }

    @Test
    void secondCloseThatThrowsIsFound() {
        violates(withClose(new Runnable() {
            private boolean closed;

            @Override
            public void run() {
                if (closed) {
                    throw new IllegalStateException("closed already");
                }
                closed = true;
            }
        })::closeIsHarmless);
    }

    private static void violates(ThrowingCallable test) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class);
    }

    private static IpLookupStrategyProvider swallowingInterrupts() {
        return new FakeStrategyProvider() {
            @Override
            public IpLookupStrategy create(Settings settings) {
                IpLookupStrategy strategy = super.create(settings);
                return request -> {
                    try {
                        return strategy.lookup(request);
                    } catch (InterruptedException e) {
                        throw IpLookupException.transientFailure("interrupted", e);
                    }
                };
            }
        };
    }

    private static Contract withSchema(SettingsSchema schema) {
        return new Contract(new FakeStrategyProvider() {
            @Override
            public SettingsSchema schema() {
                return schema;
            }
        });
    }

    private static Contract withStrategy(IpLookupStrategy strategy) {
        return withStrategy(strategy, settings -> {});
    }

    private static Contract withStrategy(IpLookupStrategy strategy, Consumer<Settings> check) {
        return new Contract(new FakeStrategyProvider() {
            @Override
            public IpLookupStrategy create(Settings settings) {
                check.accept(settings);
                return strategy;
            }
        });
    }

    private static Contract withClose(Runnable close) {
        return withStrategy(new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                return Optional.empty();
            }

            @Override
            public void close() {
                close.run();
            }
        });
    }

    private static final class Contract extends AskingIpLookupStrategyContract {

        private final FakeStrategyContractTest surroundings = new FakeStrategyContractTest();
        private final IpLookupStrategyProvider provider;

        Contract(IpLookupStrategyProvider provider) {
            this.provider = provider;
        }

        @Override
        protected IpLookupStrategyProvider provider() {
            return provider;
        }

        @Override
        protected InetAddress arrangeAddress(IpLookupRequest host) throws Exception {
            return surroundings.arrangeAddress(host);
        }

        @Override
        protected void arrangeNoAddress(IpLookupRequest host) {
            surroundings.arrangeNoAddress(host);
        }

        @Override
        protected CountDownLatch arrangeSilence() {
            return surroundings.arrangeSilence();
        }

        @Override
        protected String section() {
            return surroundings.section();
        }
    }
}
