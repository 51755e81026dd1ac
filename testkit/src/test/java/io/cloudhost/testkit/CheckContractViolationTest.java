package io.cloudhost.testkit;

import static io.cloudhost.testkit.Violations.violates;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.FakeCheckProvider.FakeCheck;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks that break the contract, each in one way: the contract must say so. */
class CheckContractViolationTest {

    @Test
    void nameOfTheEngineIsFound() {
        violates(new Contract(new FakeCheckProvider() {
            @Override
            public String name() {
                return "Timeout";
            }
        })::nameIsFree);
    }

    @Test
    void mainKeyThatIsNoneIsFound() {
        violates(new Contract(new FakeCheckProvider() {
            @Override
            public SettingKey<?> mainKey() {
                return SettingKey.text("seer", "Whom to ask.");
            }
        })::mainKeyIsOneOfTheKeys);
    }

    @Test
    void missingServicesFileEntryIsFound() {
        violates(new Contract(new FakeCheckProvider() {})::serviceLoaderFindsTheProvider);
    }

    @Test
    void readyMachineThatIsNotSeenToBeIsFound() {
        violates(with(request -> Readiness.notYet("no omen"))::readyMachineIsReady);
        violates(with(request -> Readiness.notYet("no omen"))::machineMayBecomeReady);
    }

    @Test
    void machineThatIsReadyOnceOnlyIsFound() {
        violates(with((oracle, spell) -> new FakeCheck(oracle, spell) {
            private boolean asked;

            @Override
            public Readiness look(ReadinessRequest request) {
                boolean again = asked;
                asked = true;
                return again ? Readiness.notYet("asked already") : Readiness.ready("a good omen");
            }
        })::readyMachineIsReady);
    }

    @Test
    void hastyReadinessIsFound() {
        violates(with(request -> Readiness.ready("a good omen"))::machineMayBecomeReady);
    }

    @Test
    void notYetAsNeverIsFound() {
        violates(with(request -> Readiness.never("no omen"))::machineMayBecomeReady);
        violates(with(request -> Readiness.never("no answer"))::lookEndsWithItsTime);
        violates(with(asking(request -> Readiness.never("interrupted")))::interruptedLookTellsNothingOfTheMachine);
    }

    @Test
    void missingObservationIsFound() {
        violates(with(request -> Readiness.ready(" "))::readyMachineIsReady);
    }

    @Test
    void observationOfSeveralLinesIsFound() {
        violates(with(request -> Readiness.ready("good\nomen"))::readyMachineIsReady);
    }

    @Test
    void secretInTheObservationIsFound() {
        violates(with((oracle, spell) -> new FakeCheck(oracle, spell) {
            @Override
            public Readiness look(ReadinessRequest request) {
                return Readiness.ready("moved by " + spell.reveal());
            }
        })::readyMachineIsReady);
    }

    @Test
    void missingDescriptionIsFound() {
        violates(withDescription((oracle, spell) -> null)::descriptionIsOneLine);
        violates(withDescription((oracle, spell) -> null)::onlyALookAsksSomebody);
    }

    @Test
    void changingDescriptionIsFound() {
        violates(withDescription((oracle, spell) -> UUID.randomUUID().toString())::descriptionIsOneLine);
    }

    @Test
    void secretInTheDescriptionIsFound() {
        violates(withDescription((oracle, spell) -> "omen for " + spell.reveal())::descriptionIsOneLine);
    }

    @Test
    void descriptionThatAsksSomebodyIsFound() {
        violates(withDescription((oracle, spell) -> {
            oracle.ask();
            return "omen";
        })::onlyALookAsksSomebody);
    }

    @Test
    void needThatIsNotToldIsFound() {
        violates(
                with(request -> request.shell().isPresent()
                        ? Readiness.ready("a good omen")
                        : Readiness.never("there is no shell"))::onlyWhatIsNeededMustBeThere);
    }

    @Test
    void needThatChangesIsFound() {
        violates(with((oracle, spell) -> new FakeCheck(oracle, spell) {
            private boolean asked;

            @Override
            public Set<Need> needs() {
                Set<Need> needs = asked ? Set.of(Need.CONSOLE) : Set.of();
                asked = true;
                return needs;
            }
        })::onlyWhatIsNeededMustBeThere);
    }

    @Test
    void checksThatShareWhatOneClosesAreFound() {
        violates(new Contract(new FakeCheckProvider() {
            private boolean closed;

            @Override
            public ReadinessCheck create(Settings settings) {
                return new FakeCheck(FakeOracle.named(settings.get(ORACLE)), settings.get(SPELL)) {
                    @Override
                    public Readiness look(ReadinessRequest request) throws InterruptedException {
                        return closed ? Readiness.never("closed") : super.look(request);
                    }

                    @Override
                    public void close() {
                        closed = true;
                    }
                };
            }
        })::checksAreIndependent);
    }

    @Test
    void checkThatIsBoundToAThreadIsFound() {
        violates(with((oracle, spell) -> new FakeCheck(oracle, spell) {
            private @Nullable Thread owner;

            @Override
            public Readiness look(ReadinessRequest request) throws InterruptedException {
                owner = owner == null ? Thread.currentThread() : owner;
                return owner == Thread.currentThread() ? super.look(request) : Readiness.notYet("not mine");
            }
        })::anyThreadMayLook);
    }

    @Test
    void closeThatThrowsIsFound() {
        violates(withClose(() -> {
            throw new IllegalStateException("not open");
        })::closeIsHarmless);
    }

    @Test
    void closeThatHangsIsFound() {
        violates(withClose(CheckContractViolationTest::hang)::closeIsHarmless);
        violates(withClose(CheckContractViolationTest::hang)::closeWaitsForNoLook);
    }

    @Test
    void lookThatOutlivesItsTimeIsFound() {
        Contract contract = with(request -> {
            hang();
            return Readiness.ready("never");
        });
        assertThatThrownBy(contract::lookEndsWithItsTime).isInstanceOf(TimeoutException.class);
    }

    /** Never returns; the thread keeps no process alive. */
    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Look {
        Readiness at(ReadinessRequest request) throws InterruptedException;
    }

    /** Asks, and waits to be interrupted. */
    private static BiFunction<FakeOracle, Secret, ReadinessCheck> asking(Look afterwards) {
        return (oracle, spell) -> new FakeCheck(oracle, spell) {
            @Override
            public Readiness look(ReadinessRequest request) throws InterruptedException {
                try {
                    return super.look(request);
                } catch (InterruptedException e) {
                    return afterwards.at(request);
                }
            }
        };
    }

    private static Contract with(Look look) {
        return with((oracle, spell) -> new FakeCheck(oracle, spell) {
            @Override
            public Readiness look(ReadinessRequest request) throws InterruptedException {
                return look.at(request);
            }
        });
    }

    private static Contract withDescription(BiFunction<FakeOracle, Secret, @Nullable String> description) {
        return with((oracle, spell) -> new FakeCheck(oracle, spell) {
            @Override
            public String description() {
                return description.apply(oracle, spell);
            }
        });
    }

    private static Contract withClose(Runnable close) {
        return with((oracle, spell) -> new FakeCheck(oracle, spell) {
            @Override
            public void close() {
                close.run();
            }
        });
    }

    private static Contract with(BiFunction<FakeOracle, Secret, ReadinessCheck> check) {
        return new Contract(new FakeCheckProvider() {
            @Override
            public ReadinessCheck create(Settings settings) {
                return check.apply(FakeOracle.named(settings.get(ORACLE)), settings.get(SPELL));
            }
        });
    }

    private static final class Contract extends AskingReadinessCheckContract {

        private final FakeCheckContractTest surroundings = new FakeCheckContractTest();
        private final ReadinessCheckProvider provider;

        Contract(ReadinessCheckProvider provider) {
            this.provider = provider;
        }

        @Override
        protected ReadinessCheckProvider provider() {
            return provider;
        }

        @Override
        protected void arrangeNotReady() {
            surroundings.arrangeNotReady();
        }

        @Override
        protected void arrangeReady() {
            surroundings.arrangeReady();
        }

        @Override
        protected CountDownLatch arrangeSilence() {
            return surroundings.arrangeSilence();
        }

        @Override
        protected ReadinessRequest machine(Duration remaining) {
            return surroundings.machine(remaining);
        }

        @Override
        protected String section() {
            return surroundings.section();
        }

        @Override
        protected List<String> secrets() {
            return surroundings.secrets();
        }

        /** Some of these checks hang. */
        @Override
        Duration tolerance() {
            return Duration.ofSeconds(1);
        }
    }
}
