package io.cloudhost.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.ManualClock;
import io.cloudhost.core.Origin;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.FailureEvidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostLifecycleTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void setupRunsAllStepsAndTeardownUndoesThemInTheOppositeOrder() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE), step(SetupPhase.START));

        lifecycle.setup();
        lifecycle.requireUp();
        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone");
    }

    @Test
    void listenersHearOfEveryPhaseAndOfTheEnd() {
        HostLifecycle lifecycle = lifecycle(
                new Recorder(),
                step(SetupPhase.CLONE, () -> clock.pass(Duration.ofMillis(20))),
                step(SetupPhase.START));

        lifecycle.setup();
        lifecycle.teardown();

        assertThat(events)
                .containsExactly(
                        "host clone started",
                        "do clone",
                        "host clone completed: done, 20 ms",
                        "host start started",
                        "do start",
                        "host start completed: done, 0 ms",
                        "host up, 20 ms",
                        "host teardown started",
                        "undo start",
                        "undo clone",
                        "host torn down, 0 ms");
    }

    @Test
    void evidenceOfAFailureIsGatheredBeforeAnythingIsUndone() {
        HostLifecycle lifecycle = withEvidence(step(SetupPhase.CLONE), step(SetupPhase.START, () -> {
            throw new CloudHostException("no memory");
        }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("""
                        host: setup failed in phase 'start': no memory
                        The end of its console:
                          | Kernel panic
                          | not syncing
                        Evidence: /evidence/1""")
                .satisfies(e -> assertThat(e.evidence()).contains(Path.of("/evidence/1")))
                .satisfies(e -> assertThat(e.lastConsoleLines()).containsExactly("Kernel panic", "not syncing"));
        assertThat(events).containsSubsequence("evidence of start: no memory", "undo start", "undo clone");
    }

    @Test
    void aSetupThatIsTornDownMeanwhileLeavesNoEvidence() {
        AtomicReference<HostLifecycle> itself = new AtomicReference<>();
        HostLifecycle lifecycle =
                withEvidence(step(SetupPhase.CLONE, () -> itself.get().teardown()), step(SetupPhase.START));
        itself.set(lifecycle);

        assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);

        assertThat(events).noneMatch(event -> event.startsWith("evidence"));
    }

    @Test
    void aSettingThatCannotWorkLeavesNoEvidence() {
        HostLifecycle lifecycle = withEvidence(step(SetupPhase.PLAN, () -> {
            throw new ConfigurationException("host.key", Origin.of("cloudhost.conf", 1), "cannot work");
        }));

        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(lifecycle::setup);

        assertThat(events).noneMatch(event -> event.startsWith("evidence"));
    }

    @Test
    void anInterruptedSetupLeavesEvidenceAndIsUndoneWithoutTheInterrupt() {
        List<Boolean> interruptedAtUndo = new CopyOnWriteArrayList<>();
        HostLifecycle lifecycle = withEvidence(new SetupStep() {
            @Override
            public SetupPhase phase() {
                return SetupPhase.ADDRESS;
            }

            @Override
            public String perform() throws InterruptedException {
                throw new InterruptedException();
            }

            @Override
            public void undo() {
                interruptedAtUndo.add(Thread.currentThread().isInterrupted());
            }
        });
        onEvidence = () -> Thread.currentThread().interrupt();

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .satisfies(e -> assertThat(e.evidence()).isPresent());

        assertThat(interruptedAtUndo).containsExactly(false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aTeardownEndsTheGatheringOfEvidence() throws Exception {
        CountDownLatch gathering = new CountDownLatch(1);
        HostLifecycle lifecycle = withEvidence(step(SetupPhase.START, () -> {
            throw new CloudHostException("no memory");
        }));
        onEvidence = () -> {
            gathering.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                events.add("gathering interrupted");
                Thread.currentThread().interrupt();
            }
        };
        AtomicReference<Boolean> interruptedAfterwards = new AtomicReference<>();
        FutureTask<Void> setup = new FutureTask<>(() -> {
            assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);
            interruptedAfterwards.set(Thread.currentThread().isInterrupted());
            return null;
        });
        new Thread(setup).start();
        gathering.await();

        lifecycle.teardown();

        setup.get(20, TimeUnit.SECONDS);
        assertThat(events).containsSubsequence("gathering interrupted", "undo start");
        assertThat(interruptedAfterwards).hasValue(false);
    }

    private Runnable onEvidence = () -> {};

    private HostLifecycle withEvidence(SetupStep... steps) {
        EvidenceCollector collector = new EvidenceCollector() {
            @Override
            public Path collect(String occasion) {
                throw new AssertionError("nobody asked for it");
            }

            @Override
            public FailureEvidence atFailure(SetupPhase phase, Throwable failure) {
                events.add("evidence of " + phase + ": " + failure.getMessage());
                onEvidence.run();
                return new FailureEvidence(Optional.of(Path.of("/evidence/1")), List.of("Kernel panic", "not syncing"));
            }

            @Override
            public void note(String event) {}
        };
        return new HostLifecycle("host", List.of(steps), new CloudHostListener() {}, collector, clock);
    }

    @Test
    void aFailedStepIsUndoneWithAllBeforeItAndNoneAfterIt() {
        CloudHostException failure = new CloudHostException("no space in pool 'default'");
        HostLifecycle lifecycle = lifecycle(
                new Recorder(),
                step(SetupPhase.PLAN),
                step(SetupPhase.CLONE, () -> {
                    throw failure;
                }),
                step(SetupPhase.START));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'clone': no space in pool 'default'")
                .withCause(failure)
                .satisfies(e -> assertThat(e.label()).isEqualTo("host"))
                .satisfies(e -> assertThat(e.phase()).isEqualTo(SetupPhase.CLONE))
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
        assertThat(events)
                .containsExactly(
                        "host plan started",
                        "do plan",
                        "host plan completed: done, 0 ms",
                        "host clone started",
                        "do clone",
                        "host clone failed: no space in pool 'default', 0 ms",
                        "undo clone",
                        "undo plan",
                        "host setup undone, 0 ms");
    }

    @Test
    void theFailureOfForeignCodeIsShownWithItsClass() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.START, () -> {
            throw new IllegalStateException("boom");
        }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'start': java.lang.IllegalStateException: boom");
    }

    @Test
    void anErrorInAStepIsUndoneLikeAnyFailure() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.START, () -> {
            throw new UnsatisfiedLinkError("no virt in java.library.path");
        }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'start': java.lang.UnsatisfiedLinkError: no virt in"
                        + " java.library.path");
        assertThat(events).containsExactly("do start", "undo start");
    }

    @Test
    void aConfigurationExceptionReachesTheCallerAsItIs() {
        ConfigurationException failure = new ConfigurationException("host.base", null, "no such domain");
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.RESOLVE, () -> {
            throw failure;
        }));

        assertThat(catchThrowable(lifecycle::setup)).isSameAs(failure);
        assertThat(events).containsExactly("do resolve", "undo resolve");
    }

    @Test
    void whatAFailedSetupCouldNotUndoIsSuppressedInItsExceptionAndTriedAgainByATeardown() {
        FailingUndo clone = new FailingUndo(SetupPhase.CLONE, 1);
        HostLifecycle lifecycle = lifecycle(clone, step(SetupPhase.START, () -> {
            throw new CloudHostException("does not start");
        }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                        .hasMessage("cannot undo clone, try 1"));
        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone", "undo clone");
    }

    @Test
    void aStepThatCannotBeUndoneKeepsNoOtherFromBeingUndone() {
        HostLifecycle lifecycle = lifecycle(
                new Recorder(),
                new FailingUndo(SetupPhase.PLAN, 1),
                step(SetupPhase.CLONE),
                new FailingUndo(SetupPhase.START, 1));
        lifecycle.setup();
        events.clear();

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(lifecycle::teardown)
                .withMessage("host: teardown is not complete: cannot undo start, try 1; cannot undo plan, try 1")
                .satisfies(e -> assertThat(e.getCause()).hasMessage("cannot undo start, try 1"))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(events)
                .containsExactly(
                        "host teardown started",
                        "undo start",
                        "undo clone",
                        "undo plan",
                        "host teardown failed: host: teardown is not complete: cannot undo start, try 1; cannot undo plan,"
                                + " try 1");
    }

    @Test
    void aSecondTeardownTriesOnlyWhatFailedInTheSameOrder() {
        HostLifecycle lifecycle = lifecycle(
                new FailingUndo(SetupPhase.PLAN, 2), step(SetupPhase.CLONE), new FailingUndo(SetupPhase.START, 1));
        lifecycle.setup();
        assertThatExceptionOfType(CloudHostException.class).isThrownBy(lifecycle::teardown);
        events.clear();

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(lifecycle::teardown)
                .withMessage("host: teardown is not complete: cannot undo plan, try 2");
        assertThat(events).containsExactly("undo start", "undo plan");
        events.clear();

        lifecycle.teardown();
        assertThat(events).containsExactly("undo plan");
    }

    @Test
    void anErrorInAnUndoKeepsNeitherTheOthersNorALaterTryFromRunning() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE), new FailingUndo(SetupPhase.START, 1) {
            @Override
            RuntimeException failure(String message) {
                throw new NoClassDefFoundError(message);
            }
        });
        lifecycle.setup();

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(lifecycle::teardown)
                .withMessage(
                        "host: teardown is not complete: java.lang.NoClassDefFoundError: cannot undo start, try 1");
        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone", "undo start");
    }

    @Test
    void listenersHearWhatAFailedSetupCouldNotUndoAndOfTheTeardownThatTriesAgain() {
        HostLifecycle lifecycle =
                lifecycle(new Recorder(), new FailingUndo(SetupPhase.CLONE, 1), step(SetupPhase.START, () -> {
                    throw new CloudHostException("does not start");
                }));
        assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);

        lifecycle.teardown();

        assertThat(events)
                .endsWith(
                        "host start failed: does not start, 0 ms",
                        "undo start",
                        "undo clone",
                        "host setup undo failed: host: the setup is not wholly undone: cannot undo clone, try 1, 0 ms",
                        "host teardown started",
                        "undo clone",
                        "host torn down, 0 ms");
    }

    @Test
    void aTeardownThatFindsNothingToDoIsNoneForListeners() {
        HostLifecycle lifecycle = lifecycle(new Recorder(), step(SetupPhase.START, () -> {
            throw new CloudHostException("no");
        }));
        assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);
        events.clear();

        lifecycle.teardown();

        assertThat(events).isEmpty();
    }

    @Test
    void aHostThatWasUpIsWoundDownBeforeAnythingIsUndone() {
        HostLifecycle lifecycle = lifecycle(
                new Recorder(), windingDown(SetupPhase.CLONE, () -> {}), windingDown(SetupPhase.START, () -> {}));
        lifecycle.setup();
        events.clear();

        lifecycle.teardown();

        assertThat(events)
                .containsExactly(
                        "host teardown started",
                        "wind down start",
                        "wind down clone",
                        "undo start",
                        "undo clone",
                        "host torn down, 0 ms");
    }

    @Test
    void aFailedSetupIsNotWoundDown() {
        HostLifecycle lifecycle = lifecycle(windingDown(SetupPhase.CLONE, () -> {}), step(SetupPhase.START, () -> {
            throw new CloudHostException("does not start");
        }));
        assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);

        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone");
    }

    @Test
    void aHostIsWoundDownOnceHoweverOftenItsTeardownIsTried() {
        HostLifecycle lifecycle =
                lifecycle(windingDown(SetupPhase.CLONE, () -> {}), new FailingUndo(SetupPhase.START, 1));
        lifecycle.setup();
        assertThatExceptionOfType(CloudHostException.class).isThrownBy(lifecycle::teardown);
        events.clear();

        lifecycle.teardown();

        assertThat(events).containsExactly("undo start");
    }

    @Test
    void aHostThatCannotBeWoundDownIsUndoneAllTheSame() {
        HostLifecycle lifecycle =
                lifecycle(windingDown(SetupPhase.CLONE, () -> {}), windingDown(SetupPhase.START, () -> {
                    throw new CloudHostException("it does not listen");
                }));
        lifecycle.setup();
        events.clear();

        lifecycle.teardown();

        assertThat(events).containsExactly("wind down start", "wind down clone", "undo start", "undo clone");
    }

    @Test
    void anInterruptWhileAHostIsWoundDownMakesItHurryAndIsKept() {
        HostLifecycle lifecycle =
                lifecycle(windingDown(SetupPhase.CLONE, () -> {}), windingDown(SetupPhase.START, () -> {
                    Thread.currentThread().interrupt();
                    clock.sleep(Duration.ofSeconds(30));
                }));
        lifecycle.setup();
        events.clear();

        lifecycle.teardown();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).containsExactly("wind down start", "undo start", "undo clone");
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void aThreadThatIsInterruptedBeforehandWindsDown() {
        HostLifecycle lifecycle = lifecycle(windingDown(SetupPhase.START, () -> clock.sleep(Duration.ofSeconds(1))));
        lifecycle.setup();
        Thread.currentThread().interrupt();

        lifecycle.teardown();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void teardownIsIdempotent() {
        HostLifecycle lifecycle = lifecycle(new Recorder(), step(SetupPhase.START));
        lifecycle.setup();
        lifecycle.teardown();
        events.clear();

        lifecycle.teardown();

        assertThat(events).isEmpty();
    }

    @Test
    void aHostIsUpOnlyBetweenSetupAndTeardown() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.START));

        assertThatIllegalStateException().isThrownBy(lifecycle::requireUp).withMessage("host is not set up");
        lifecycle.setup();
        lifecycle.requireUp();
        lifecycle.teardown();
        assertThatIllegalStateException().isThrownBy(lifecycle::requireUp).withMessage("host is torn down");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 22, 65535})
    void aMachineThatIsReachedDirectlyIsReachedAtItsOwnPorts(int port) {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.START));

        assertThatIllegalStateException()
                .isThrownBy(() -> lifecycle.directPort(port))
                .withMessage("host is not set up");
        lifecycle.setup();
        assertThat(lifecycle.directPort(port)).isEqualTo(port);
        lifecycle.teardown();
        assertThatIllegalStateException()
                .isThrownBy(() -> lifecycle.directPort(port))
                .withMessage("host is torn down");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void whatIsNoPortIsRefused(int port) {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.START));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lifecycle.directPort(port))
                .withMessage("not a port: " + port + ". Ports are 1 to 65535");
    }

    @Test
    void aHostIsNotUpWhileItIsSetUp() {
        AtomicReference<HostLifecycle> self = new AtomicReference<>();
        HostLifecycle lifecycle =
                lifecycle(step(SetupPhase.START, () -> self.get().requireUp()));
        self.set(lifecycle);

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage(
                        "host: setup failed in phase 'start': java.lang.IllegalStateException: host is not set up");
    }

    @Test
    void aHostIsUsedOnce() {
        String message = "host was set up or torn down before; get a new host for its label";
        HostLifecycle twice = lifecycle(step(SetupPhase.START));
        twice.setup();
        HostLifecycle tornDown = lifecycle(step(SetupPhase.START));
        tornDown.teardown();
        HostLifecycle failed = lifecycle(step(SetupPhase.START, () -> {
            throw new CloudHostException("no");
        }));
        assertThatExceptionOfType(HostSetupException.class).isThrownBy(failed::setup);

        for (HostLifecycle used : List.of(twice, tornDown, failed)) {
            assertThatIllegalStateException().isThrownBy(used::setup).withMessage(message);
        }
        twice.requireUp();
    }

    @Test
    void aTeardownFromAnotherThreadEndsTheSetupAndReturnsWhenEverythingIsGone() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE), step(SetupPhase.START, () -> {
            running.countDown();
            new CountDownLatch(1).await();
        }));
        FutureTask<Throwable> setup = inThread(() -> catchThrowable(lifecycle::setup));
        running.await();

        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone");
        assertThat(setup.get(10, TimeUnit.SECONDS))
                .isInstanceOf(HostSetupException.class)
                .hasMessage("host: setup failed in phase 'start': it was torn down meanwhile");
    }

    @Test
    void aStepThatSwallowsTheInterruptOfATeardownIsTheLastOne() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        HostLifecycle lifecycle = lifecycle(
                step(SetupPhase.CLONE, () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        events.add("swallowed");
                    }
                }),
                step(SetupPhase.START));
        FutureTask<Throwable> setup = inThread(() -> catchThrowable(lifecycle::setup));
        running.await();

        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "swallowed", "undo clone");
        assertThat(setup.get(10, TimeUnit.SECONDS))
                .hasMessage("host: setup failed in phase 'start': it was torn down meanwhile");
    }

    @Test
    void aLastStepThatSwallowsTheInterruptOfATeardownDoesNotLeaveTheHostUp() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.ADDRESS, () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                events.add("swallowed");
            }
        }));
        FutureTask<Throwable> setup = inThread(() -> catchThrowable(lifecycle::setup));
        running.await();

        lifecycle.teardown();

        assertThat(events).containsExactly("do address", "swallowed", "undo address");
        assertThat(setup.get(10, TimeUnit.SECONDS))
                .hasMessage("host: setup failed in phase 'address': it was torn down meanwhile");
        assertThatIllegalStateException().isThrownBy(lifecycle::requireUp);
    }

    @Test
    void theSetupThreadIsLeftWithoutTheInterruptOfTheTeardown() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.START, () -> {
            running.countDown();
            new CountDownLatch(1).await();
        }));
        FutureTask<Boolean> setup = inThread(() -> {
            assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);
            return Thread.currentThread().isInterrupted();
        });
        running.await();
        lifecycle.teardown();

        assertThat(setup.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aTeardownDuringTheUndoingOfAFailedSetupWaitsForIt() throws Exception {
        CountDownLatch undoing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HostLifecycle lifecycle = lifecycle(new TestStep(SetupPhase.START) {
            @Override
            void act() {
                throw new CloudHostException("no");
            }

            @Override
            public void undo() {
                undoing.countDown();
                await(goOn);
                super.undo();
            }
        });
        FutureTask<Throwable> setup = inThread(() -> catchThrowable(lifecycle::setup));
        undoing.await();
        Thread tearingDown = new Thread(() -> {
            lifecycle.teardown();
            events.add("torn down");
        });
        tearingDown.start();
        awaitState(tearingDown, Thread.State.WAITING);
        assertThat(events).containsExactly("do start");

        goOn.countDown();
        tearingDown.join();

        assertThat(events).containsExactly("do start", "undo start", "torn down");
        // It had failed before anybody tore it down, but nobody can tell any more what came first.
        assertThat(setup.get(10, TimeUnit.SECONDS)).isInstanceOf(HostSetupException.class);
    }

    @Test
    void twoTeardownsUndoEachStepOnceAndBothReturnWhenItIsGone() throws Exception {
        CountDownLatch undoing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HostLifecycle lifecycle = lifecycle(new TestStep(SetupPhase.START) {
            @Override
            public void undo() {
                undoing.countDown();
                await(goOn);
                super.undo();
            }
        });
        lifecycle.setup();
        Thread first = new Thread(lifecycle::teardown);
        first.start();
        undoing.await();
        Thread second = new Thread(() -> {
            lifecycle.teardown();
            events.add("second is back");
        });
        second.start();
        awaitState(second, Thread.State.WAITING);

        goOn.countDown();
        first.join();
        second.join();

        assertThat(events).containsExactly("do start", "undo start", "second is back");
    }

    @Test
    void aListenerMayTearDownFromWithinTheSetup() {
        AtomicReference<HostLifecycle> self = new AtomicReference<>();
        CloudHostListener listener = new CloudHostListener() {
            @Override
            public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                self.get().teardown();
                events.add("listener is back");
            }
        };
        HostLifecycle lifecycle = lifecycle(listener, step(SetupPhase.CLONE), step(SetupPhase.START));
        self.set(lifecycle);

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'start': it was torn down meanwhile");
        assertThat(events).containsExactly("do clone", "listener is back", "undo clone");
    }

    @Test
    void aListenerMayTearDownAfterTheLastPhase() {
        AtomicReference<HostLifecycle> self = new AtomicReference<>();
        CloudHostListener listener = new CloudHostListener() {
            @Override
            public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                self.get().teardown();
            }
        };
        HostLifecycle lifecycle = lifecycle(listener, step(SetupPhase.START));
        self.set(lifecycle);

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'start': it was torn down meanwhile");
        assertThat(events).containsExactly("do start", "undo start");
    }

    @Test
    void aListenerMayTearDownWhenTheHostIsUp() {
        AtomicReference<HostLifecycle> self = new AtomicReference<>();
        CloudHostListener listener = new CloudHostListener() {
            @Override
            public void up(String label, Duration took) {
                self.get().teardown();
            }
        };
        HostLifecycle lifecycle = lifecycle(listener, step(SetupPhase.START));
        self.set(lifecycle);

        lifecycle.setup();

        assertThat(events).containsExactly("do start", "undo start");
        assertThatIllegalStateException().isThrownBy(lifecycle::requireUp).withMessage("host is torn down");
    }

    @Test
    void aListenerThatHearsOfATeardownMayTearDown() {
        AtomicReference<HostLifecycle> self = new AtomicReference<>();
        CloudHostListener listener = new CloudHostListener() {
            @Override
            public void teardownStarted(String label) {
                self.get().teardown();
                events.add("listener is back");
            }
        };
        HostLifecycle lifecycle = lifecycle(listener, step(SetupPhase.START));
        self.set(lifecycle);
        lifecycle.setup();

        lifecycle.teardown();

        assertThat(events).containsExactly("do start", "listener is back", "undo start");
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        CloudHostListener throwing = new CloudHostListener() {
            @Override
            public void phaseStarted(String label, SetupPhase phase) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                throw new AssertionError("listener");
            }

            @Override
            public void up(String label, Duration took) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void teardownStarted(String label) {
                throw new AssertionError("listener");
            }

            @Override
            public void tornDown(String label, Duration took) {
                throw new AssertionError("listener");
            }
        };
        HostLifecycle lifecycle = lifecycle(throwing, step(SetupPhase.CLONE), step(SetupPhase.START));

        lifecycle.setup();
        lifecycle.requireUp();
        lifecycle.teardown();

        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone");
    }

    @Test
    void aListenerThatThrowsAtAFailureHidesNeitherTheFailureNorKeepsAnythingFromBeingUndone() {
        CloudHostListener throwing = new CloudHostListener() {
            @Override
            public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
                throw new AssertionError("listener");
            }

            @Override
            public void setupUndoFailed(String label, Throwable failure, Duration took) {
                throw new AssertionError("listener");
            }

            @Override
            public void teardownFailed(String label, Throwable failure, Duration took) {
                throw new AssertionError("listener");
            }
        };
        HostLifecycle lifecycle =
                lifecycle(throwing, new FailingUndo(SetupPhase.CLONE, 2), step(SetupPhase.START, () -> {
                    throw new CloudHostException("does not start");
                }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'start': does not start");
        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(lifecycle::teardown)
                .withMessage("host: teardown is not complete: cannot undo clone, try 2");
        lifecycle.teardown();
    }

    @Test
    void anInterruptDuringTheSetupUndoesItAndIsKept() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE), step(SetupPhase.START, () -> {
            Thread.currentThread().interrupt();
            clock.sleep(Duration.ofSeconds(1));
        }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'start': the thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).containsExactly("do clone", "do start", "undo start", "undo clone");
    }

    @Test
    void aThreadThatIsInterruptedBeforehandSetsNothingUp() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .withMessage("host: setup failed in phase 'clone': the thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void undoingIsNotDisturbedByTheInterruptThatCausedIt() {
        HostLifecycle lifecycle = lifecycle(waitingToUndo(SetupPhase.CLONE), step(SetupPhase.START, () -> {
            Thread.currentThread().interrupt();
            throw new CloudHostException("client gave up");
        }));

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(lifecycle::setup)
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedThreadTearsDownCompletelyAndStaysInterrupted() {
        HostLifecycle lifecycle = lifecycle(waitingToUndo(SetupPhase.CLONE));
        lifecycle.setup();
        Thread.currentThread().interrupt();

        lifecycle.teardown();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).containsExactly("do clone", "undo clone");
    }

    @Test
    void aLifecycleWithoutStepsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> lifecycle()).withMessage("no step to set a host up with");
    }

    private HostLifecycle lifecycle(SetupStep... steps) {
        return lifecycle(new CloudHostListener() {}, steps);
    }

    private HostLifecycle lifecycle(CloudHostListener listener, SetupStep... steps) {
        return new HostLifecycle("host", List.of(steps), listener, clock);
    }

    private SetupStep step(SetupPhase phase) {
        return new TestStep(phase);
    }

    private SetupStep step(SetupPhase phase, Action action) {
        return new TestStep(phase) {
            @Override
            void act() throws InterruptedException {
                action.run();
            }
        };
    }

    private SetupStep windingDown(SetupPhase phase, Action action) {
        return new TestStep(phase) {
            @Override
            public void windDown() throws InterruptedException {
                events.add("wind down " + phase);
                action.run();
            }
        };
    }

    /** Waits on the clock before it is undone, as a step does that watches something disappear. */
    private SetupStep waitingToUndo(SetupPhase phase) {
        return new TestStep(phase) {
            @Override
            public void undo() {
                try {
                    clock.sleep(Duration.ofSeconds(1));
                } catch (InterruptedException e) {
                    throw new CloudHostException("not undone", e);
                }
                super.undo();
            }
        };
    }

    private static <T> FutureTask<T> inThread(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("undoing must not be interrupted", e);
        }
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    private interface Action {
        void run() throws InterruptedException;
    }

    private class TestStep implements SetupStep {

        private final SetupPhase phase;

        TestStep(SetupPhase phase) {
            this.phase = phase;
        }

        void act() throws InterruptedException {}

        @Override
        public SetupPhase phase() {
            return phase;
        }

        @Override
        public String perform() throws InterruptedException {
            events.add("do " + phase);
            act();
            return "done";
        }

        @Override
        public void undo() {
            events.add("undo " + phase);
        }
    }

    private class FailingUndo extends TestStep {

        private final int failures;
        private int tries;

        FailingUndo(SetupPhase phase, int failures) {
            super(phase);
            this.failures = failures;
        }

        RuntimeException failure(String message) {
            return new CloudHostException(message);
        }

        @Override
        public void undo() {
            super.undo();
            tries++;
            if (tries <= failures) {
                throw failure("cannot undo " + phase() + ", try " + tries);
            }
        }
    }

    private class Recorder implements CloudHostListener {

        @Override
        public void phaseStarted(String label, SetupPhase phase) {
            events.add(label + " " + phase + " started");
        }

        @Override
        public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
            events.add(label + " " + phase + " completed: " + outcome + ", " + took.toMillis() + " ms");
        }

        @Override
        public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
            events.add(label + " " + phase + " failed: " + failure.getMessage() + ", " + took.toMillis() + " ms");
        }

        @Override
        public void up(String label, Duration took) {
            events.add(label + " up, " + took.toMillis() + " ms");
        }

        @Override
        public void setupUndone(String label, Duration took) {
            events.add(label + " setup undone, " + took.toMillis() + " ms");
        }

        @Override
        public void setupUndoFailed(String label, Throwable failure, Duration took) {
            events.add(label + " setup undo failed: " + failure.getMessage() + ", " + took.toMillis() + " ms");
        }

        @Override
        public void teardownStarted(String label) {
            events.add(label + " teardown started");
        }

        @Override
        public void tornDown(String label, Duration took) {
            events.add(label + " torn down, " + took.toMillis() + " ms");
        }

        @Override
        public void teardownFailed(String label, Throwable failure, Duration took) {
            events.add(label + " teardown failed: " + failure.getMessage());
        }
    }
}
