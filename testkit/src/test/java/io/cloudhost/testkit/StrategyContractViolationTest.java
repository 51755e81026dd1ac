package io.cloudhost.testkit;

import static io.cloudhost.testkit.Violations.violates;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.FakeStrategyProvider.FakeStrategy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    void strategyThatIsBoundToAThreadIsFound() {
        Contract contract = with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            private @Nullable Thread owner;

            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                owner = owner == null ? Thread.currentThread() : owner;
                return owner == Thread.currentThread() ? super.lookup(request) : Optional.empty();
            }
        });
        violates(contract::anyThreadMayLook);
    }

    @Test
    void addressOfAnotherFamilyIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                return super.lookup(request.withFamily(AddressFamily.ANY));
            }
        })::addressIsOfTheFamilyThatIsWanted);
    }

    @Test
    void familyThatHidesTheAddressIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                return request.family() == AddressFamily.ANY ? super.lookup(request) : Optional.empty();
            }
        })::addressIsOfTheFamilyThatIsWanted);
    }

    @Test
    void questionOfSeveralLinesIsFound() {
        violates(withQuestion((request, spell) -> "the oracle,\nabout " + request.name())::questionIsOneLine);
    }

    @Test
    void missingQuestionIsFound() {
        violates(withQuestion((request, spell) -> null)::questionIsOneLine);
        violates(withQuestion((request, spell) -> null)::onlyALookAsksSomebody);
    }

    @Test
    void changingQuestionIsFound() {
        violates(withQuestion((request, spell) -> "no. " + UUID.randomUUID())::questionIsOneLine);
    }

    @Test
    void questionThatAsksSomebodyIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public String question(IpLookupRequest request) {
                oracle.ask();
                return super.question(request);
            }
        })::onlyALookAsksSomebody);
    }

    @Test
    void fixedAddressThatAsksSomebodyIsFound() {
        violates(withFixedAddress(oracle -> {
            oracle.ask();
            return oracle.address();
        })::onlyALookAsksSomebody);
    }

    @Test
    void fixedAddressThatNobodyFindsIsFound() {
        violates(
                withFixedAddress(oracle -> Optional.of(InetAddress.getLoopbackAddress()))
                        ::fixedAddressIsTheOneThatIsFound);
    }

    @Test
    void fixedAddressThatDependsOnTheHostIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                return request.label().equals("my_host") ? super.lookup(request) : Optional.empty();
            }

            @Override
            public Optional<InetAddress> fixedAddress() {
                return oracle.address();
            }
        })::fixedAddressIsTheOneThatIsFound);
    }

    @Test
    void fixedAddressThatIsOnlyKnownLaterIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            private Optional<InetAddress> found = Optional.empty();

            @Override
            public Optional<InetAddress> fixedAddress() {
                Optional<InetAddress> before = found;
                found = oracle.address();
                return before;
            }
        })::fixedAddressIsTheOneThatIsFound);
    }

    @Test
    void secretInTheQuestionIsFound() {
        violates(withQuestion((request, spell) -> spell.reveal() + ", where is " + request.name())::secretsAreNotShown);
    }

    @Test
    void secretInTheTextOfTheStrategyIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public String toString() {
                return spell.reveal();
            }
        })::secretsAreNotShown);
    }

    @Test
    void secretInAnEarlierCauseOfAFailureIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                throw IpLookupException.transientFailure("no answer", new IOException(spell.reveal()));
            }
        })::lookEndsWithItsTime);
    }

    @Test
    void secretInTheFailureOfAClosedStrategyIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                try {
                    return super.lookup(request);
                } catch (IllegalStateException e) {
                    throw new IllegalStateException("closed with " + spell.reveal(), e);
                }
            }
        })::lookAfterCloseIsRefused);
    }

    @Test
    void secretInTheFailureToFindAnAddressOfAFamilyIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                if (request.family() == AddressFamily.IPV6) {
                    throw IpLookupException.transientFailure("only IPv4, for all my " + spell.reveal(), null);
                }
                return super.lookup(request);
            }
        })::addressIsOfTheFamilyThatIsWanted);
    }

    @Test
    void lookAfterCloseThatIsAnsweredIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public void close() {
                // Forgets to.
            }
        })::lookAfterCloseIsRefused);
    }

    @Test
    void lookAfterCloseThatHangsIsFound() {
        violates(with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                try {
                    return super.lookup(request);
                } catch (IllegalStateException e) {
                    throw hang();
                }
            }
        })::lookAfterCloseIsRefused);
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
    void lookThatOutlivesItsTimeIsFound() {
        violates(withStrategy(request -> {
            throw hang();
        })::lookEndsWithItsTime);
    }

    @Test
    void swallowedInterruptIsFound() {
        violates(swallowingInterrupts()::interruptEndsALook);
        violates(swallowingInterrupts()::interruptedThreadDoesNotLook);
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

    @Test
    void closeThatHangsIsFound() {
        violates(withClose(() -> {
            try {
                throw hang();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        })::closeIsHarmless);
    }

    /** Never returns; the thread keeps no process alive. */
    private static AssertionError hang() throws InterruptedException {
        new CountDownLatch(1).await();
        return new AssertionError("nobody counts down");
    }

    private static Contract swallowingInterrupts() {
        return with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                try {
                    return super.lookup(request);
                } catch (InterruptedException e) {
                    throw IpLookupException.transientFailure("interrupted", e);
                }
            }
        });
    }

    private static Contract withQuestion(BiFunction<IpLookupRequest, Secret, @Nullable String> question) {
        return with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public String question(IpLookupRequest request) {
                return question.apply(request, spell);
            }
        });
    }

    private static Contract withFixedAddress(Function<FakeOracle, Optional<InetAddress>> fixedAddress) {
        return with((oracle, spell) -> new FakeStrategy(oracle, spell) {
            @Override
            public Optional<InetAddress> fixedAddress() {
                return fixedAddress.apply(oracle);
            }
        });
    }

    private static Contract with(BiFunction<FakeOracle, Secret, IpLookupStrategy> strategy) {
        return new Contract(new FakeStrategyProvider() {
            @Override
            public IpLookupStrategy create(Settings settings) {
                return strategy.apply(FakeOracle.named(settings.get(ORACLE)), settings.get(SPELL));
            }
        });
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

        @Override
        protected List<String> secrets() {
            return surroundings.secrets();
        }

        /** Some of these strategies hang. */
        @Override
        Duration tolerance() {
            return Duration.ofMillis(200);
        }
    }
}
