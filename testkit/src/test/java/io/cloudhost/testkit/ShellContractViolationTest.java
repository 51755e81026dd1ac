package io.cloudhost.testkit;

import static io.cloudhost.testkit.Violations.violates;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shells that break the contract, each in one way: the contract must say so. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShellContractViolationTest {

    @TempDir
    private Path folder;

    private BiFunction<Secret, GuestEndpoint, GuestShell> shell = LocalShell::new;

    private final Contract contract = new Contract();

    @BeforeEach
    void prepareContract() throws IOException {
        contract.createFolders(folder);
    }

    @Test
    void missingServicesFileEntryIsFound() {
        violates(contract::serviceLoaderFindsTheProvider);
    }

    @Test
    void shellThatConnectsWhenItIsMadeIsFound() {
        shell = (password, endpoint) -> {
            endpoint.hostName();
            return new LocalShell(password, endpoint);
        };
        assertThatThrownBy(contract::machineWithoutAnAddressIsNotReached).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void commandOnAMachineWithoutAnAddressIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, FakeEndpoint.at("localhost"));
        violates(contract::machineWithoutAnAddressIsNotReached);
    }

    @Test
    void failureOfACommandAsOneOfTheShellIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                Outcome outcome = super.run(command, limit);
                if (!outcome.succeeded()) {
                    throw new GuestShellException("status " + outcome.status(), false, null);
                }
                return outcome;
            }
        };
        assertThatThrownBy(contract::outcomeIsTold).isInstanceOf(GuestShellException.class);
    }

    @Test
    void streamsThatAreMixedAreFound() {
        outcomes(outcome -> new GuestShell.Outcome(outcome.status(), outcome.output() + outcome.errors(), ""));
        violates(contract::outcomeIsTold);
    }

    @Test
    void signalWithoutAStatusIsFound() {
        outcomes(outcome -> new GuestShell.Outcome(outcome.status() & 0x7f, outcome.output(), outcome.errors()));
        violates(contract::signalBecomesAStatus);
    }

    @Test
    void outputThatIsCutIsFound() {
        outcomes(outcome -> new GuestShell.Outcome(
                outcome.status(),
                outcome.output().substring(0, Math.min(65536, outcome.output().length())),
                outcome.errors()));
        violates(contract::neitherStreamHoldsBackTheOther);
    }

    @Test
    void limitThatIsNoneIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                return limit.isNegative() || limit.isZero() ? super.run(command) : super.run(command, limit);
            }
        };
        violates(contract::limitIsMoreThanNothing);
    }

    @Test
    void limitThatIsTooLongForItsUnitIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                return super.run(command, Duration.ofNanos(limit.toNanos()));
            }
        };
        assertThatThrownBy(contract::limitIsMoreThanNothing).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void limitThatDoesNotHoldIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                return super.run(command, limit.multipliedBy(100));
            }
        };
        violates(contract::commandThatTakesTooLongIsGivenUp);
    }

    @Test
    void secretInAFailureIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                try {
                    return super.run(command, limit);
                } catch (GuestShellException e) {
                    throw new GuestShellException("not let in with " + password.reveal(), false, e);
                }
            }
        };
        violates(contract::commandThatTakesTooLongIsGivenUp);
    }

    @Test
    void interruptThatIsSwallowedIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                try {
                    return super.run(command, limit);
                } finally {
                    Thread.interrupted();
                }
            }
        };
        violates(contract::interruptEndsTheWaitAndStays);
        violates(contract::interruptedThreadRunsNothing);
    }

    @Test
    void commandOfAnInterruptedThreadIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                boolean interrupted = Thread.interrupted();
                Outcome outcome = super.run(command, limit);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return outcome;
            }
        };
        violates(contract::interruptedThreadRunsNothing);
    }

    @Test
    void outcomeThatSeveralThreadsShareIsFound() {
        // Waits until all four commands are there, and answers each with the outcome of the last one.
        CyclicBarrier all = new CyclicBarrier(4);
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            private volatile String last = "";

            @Override
            public Outcome run(String command, Duration limit) {
                last = command;
                try {
                    all.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
                return super.run(last, limit);
            }
        };
        violates(contract::severalThreadsShareAShell);
    }

    @Test
    void modeThatIsLostIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            void copy(Path from, Path to) {
                copyWithoutMode(from, to);
            }
        };
        violates(contract::fileArrivesWithItsMode);
    }

    @Test
    void pathThatAShellIsGivenIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public void copyTo(Path local, String remote) {
                if (!run("cp -a '" + local + "' \"" + remote + "\"").succeeded()) {
                    throw new GuestShellException("no copy", false, null);
                }
            }
        };
        assertThatThrownBy(contract::fileArrivesWithItsMode)
                .isInstanceOfAny(AssertionError.class, GuestShellException.class);
    }

    @Test
    void folderThatIsPutIntoTheOneThatIsThereIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public void copyTo(Path local, String remote) {
                run("cp -a '" + local + "' '" + remote + "'");
            }
        };
        violates(contract::folderArrivesWithAllThatIsInIt);
    }

    @Test
    void linkThatStaysALinkIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public void copyTo(Path local, String remote) {
                run("cp -a '" + local + "' '" + remote + "'");
            }
        };
        violates(contract::linksAreFollowed);
    }

    @Test
    void copyThroughALinkToAFolderIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            void enter(Path entered) throws IOException {
                if (!Files.isDirectory(entered)) {
                    Files.createDirectory(entered);
                }
            }
        };
        violates(contract::copyOutOfTheMachineIsWrittenThroughNoLink);
    }

    @Test
    void copyThroughALinkToAFileIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            void copy(Path from, Path to) {
                if (Files.isDirectory(from)) {
                    super.copy(from, to);
                } else {
                    copyWithoutMode(from, to);
                }
            }
        };
        violates(contract::copyOutOfTheMachineIsWrittenThroughNoLink);
    }

    @Test
    void copyOfNothingThatSucceedsIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            void copy(Path from, Path to) {
                if (Files.exists(from)) {
                    super.copy(from, to);
                }
            }
        };
        violates(contract::copyThatCannotBeMadeFails);
    }

    @Test
    void folderThatIsMadeForACopyIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            void copy(Path from, Path to) {
                run("mkdir -p '" + to.getParent() + "'");
                super.copy(from, to);
            }
        };
        violates(contract::copyThatCannotBeMadeFails);
    }

    @Test
    void closedShellThatRunsIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public void close() {}
        };
        violates(contract::closedShellIsOfNoUse);
    }

    @Test
    void closeThatEndsNothingIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public void close() {}
        };
        assertThatThrownBy(contract::closeEndsWhatIsUnderWay)
                .isInstanceOfAny(AssertionError.class, TimeoutException.class);
    }

    @Test
    void secretInTheTextOfAShellIsFound() {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public String toString() {
                return password.reveal();
            }
        };
        violates(contract::closedShellIsOfNoUse);
    }

    @Test
    void shellThatSeveralShareIsFound() {
        LocalShell only = new LocalShell(new Secret("S3CRET"), FakeEndpoint.at("localhost"));
        shell = (password, endpoint) -> only;
        assertThatThrownBy(contract::shellsAreIndependent).isInstanceOf(IllegalStateException.class);
    }

    private interface Change {
        GuestShell.Outcome of(GuestShell.Outcome outcome);
    }

    private void outcomes(Change change) {
        shell = (password, endpoint) -> new LocalShell(password, endpoint) {
            @Override
            public Outcome run(String command, Duration limit) {
                return change.of(super.run(command, limit));
            }
        };
    }

    /** Writes into what is there, a link or not. */
    private static void copyWithoutMode(Path from, Path to) {
        try {
            Files.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Contract extends GuestShellContract {

        private final FakeShellContractTest surroundings = new FakeShellContractTest();

        @Override
        protected GuestShellProvider provider() {
            return new FakeShellProvider() {
                @Override
                public GuestShell create(Settings settings, GuestEndpoint endpoint) {
                    return shell.apply(settings.get(PASSWORD), endpoint);
                }
            };
        }

        @Override
        protected GuestEndpoint machine() {
            return surroundings.machine();
        }

        @Override
        protected String section() {
            return surroundings.section();
        }

        @Override
        protected List<String> secrets() {
            return surroundings.secrets();
        }

        /** Some of these shells hang. */
        @Override
        Duration tolerance() {
            return Duration.ofSeconds(1);
        }
    }
}
