package io.cloudhost.testkit;

import static io.cloudhost.testkit.Violations.violates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Providers that break the contract, each in one way: the contract must say so. */
class ProviderContractViolationTest {

    private final Set<Object> machines = ConcurrentHashMap.newKeySet();

    @Test
    void nameInUpperCaseIsFound() {
        violates(contract(new FakeHostProvider(machines) {
            @Override
            public String name() {
                return "Bakery";
            }
        })::nameIsInLowerCase);
    }

    @Test
    void missingServicesFileEntryIsFound() {
        violates(contract(new FakeHostProvider(machines) {})::serviceLoaderFindsTheProvider);
    }

    @Test
    void hostThatNobodyClaimsIsFound() {
        violates(claiming(host -> false)::hostOfThisKindIsClaimed);
    }

    @Test
    void claimOfEverythingIsFound() {
        violates(claiming(host -> true)::hostOfAnotherKindIsNotClaimed);
    }

    @Test
    void claimOfWhateverIsNotEmptyIsFound() {
        violates(claiming(host -> !host.keys().isEmpty())::hostOfAnotherKindIsNotClaimed);
    }

    @Test
    void claimThatChecksIsFound() {
        violates(claiming(host -> host.find(FakeHostProvider.OVEN).isPresent())::claimIsNoCheck);
    }

    @Test
    void hostThatIsThereBeforeItsSetupIsFound() {
        violates(creating((host, context) -> {
            machines.add("bread");
            return new FakeHost(machines);
        })::hostThatIsNotSetUpHasMadeNothing);
    }

    @Test
    void whatIsMadeBeforeTheSettingsAreRefusedIsFound() {
        violates(creating((host, context) -> {
            machines.add("bread");
            return new FakeHostProvider(machines).create(host, context);
        })::badSettingsAreRefused);
    }

    @Test
    void hostThatIsUpBeforeItsSetupIsFound() {
        violates(creating((host, context) -> new FakeHost(machines) {
            @Override
            public String getHostName() {
                return "198.51.100.7";
            }
        })::hostThatIsNotSetUpHasMadeNothing);
    }

    @Test
    void secretInTheTextOfAHostIsFound() {
        violates(creating((host, context) -> new FakeHost(machines) {
            @Override
            public String toString() {
                return host.settings().get(FakeHostProvider.RECIPE).reveal();
            }
        })::hostThatIsNotSetUpHasMadeNothing);
    }

    @Test
    void creationThatWaitsForSomebodyIsFound() {
        Contract contract = creating((host, context) -> {
            throw hang();
        });
        assertThatThrownBy(contract::hostThatIsNotSetUpHasMadeNothing).isInstanceOf(TimeoutException.class);
    }

    @Test
    void badSettingsThatAreTakenAreFound() {
        violates(creating((host, context) -> new FakeHost(machines))::badSettingsAreRefused);
    }

    @Test
    void refusalWithoutAPlaceIsFound() {
        violates(creating((host, context) -> {
            throw new IllegalArgumentException("my_host: it cannot work");
        })::badSettingsAreRefused);
    }

    @Test
    void secretInTheRefusalIsFound() {
        violates(creating((host, context) -> {
            throw host.settings()
                    .refusal(
                            FakeHostProvider.HEAT,
                            "bad: "
                                    + host.settings()
                                            .get(FakeHostProvider.RECIPE)
                                            .reveal());
        })::badSettingsAreRefused);
    }

    @Test
    void hostThatSeveralShareIsFound() {
        CloudHost only = new FakeHost(machines);
        violates(creating((host, context) -> only)::manyThreadsMakeHosts);
    }

    @Test
    void inventoryThatNeedsItsPlaceIsFound() {
        Contract contract = contract(new FakeHostProvider(machines) {
            @Override
            public Optional<HostInventory> inventory(HostDefinition host) {
                throw hang();
            }
        });
        assertThatThrownBy(contract::inventoryIsOpenedWithoutContact).isInstanceOf(TimeoutException.class);
    }

    @Test
    void inventoryOfANamelessPlaceIsFound() {
        violates(listing(" ")::inventoryIsOpenedWithoutContact);
    }

    @Test
    void secretInTheNameOfAPlaceIsFound() {
        violates(listing("oven:S3CRET@big")::inventoryIsOpenedWithoutContact);
    }

    @Test
    void missingPlannerIsFound() {
        violates(contract(new FakeHostProvider(machines) {
            @Override
            @SuppressWarnings("NullAway") // what a plugin that was not compiled with our checks may do
            public Optional<HostPlanner> planner(Owner owner) {
                return null;
            }
        })::plannerIsMadeWithoutContact);
    }

    @Test
    void inventoryThatKeepsTheContractPasses() throws Exception {
        listing("the big oven").inventoryIsOpenedWithoutContact();
        assertThat(machines).isEmpty();
    }

    /** Never returns; the thread keeps no process alive. */
    private static AssertionError hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            return new AssertionError(e);
        }
        return new AssertionError("nobody counts down");
    }

    private interface Claim {
        boolean of(Settings host);
    }

    private interface Creation {
        CloudHost of(HostDefinition host, ProviderContext context);
    }

    private Contract claiming(Claim claim) {
        return contract(new FakeHostProvider(machines) {
            @Override
            public boolean claims(Settings host) {
                return claim.of(host);
            }
        });
    }

    private Contract creating(Creation creation) {
        return contract(new FakeHostProvider(machines) {
            @Override
            public CloudHost create(HostDefinition host, ProviderContext context) {
                return creation.of(host, context);
            }
        });
    }

    private Contract listing(String place) {
        return contract(new FakeHostProvider(machines) {
            @Override
            public Optional<HostInventory> inventory(HostDefinition host) {
                return Optional.of(new EmptyInventory(place));
            }
        });
    }

    private Contract contract(CloudHostProvider provider) {
        return new Contract(provider, machines);
    }

    private record EmptyInventory(String place) implements HostInventory {

        @Override
        public List<HostRecord> list() {
            throw new AssertionError("nobody is to ask");
        }

        @Override
        public void remove(String name) {
            throw new AssertionError("nobody is to ask");
        }

        @Override
        public void close() {}
    }

    private static final class Contract extends CloudHostProviderContract {

        private final FakeHostProviderContractTest surroundings = new FakeHostProviderContractTest();
        private final CloudHostProvider provider;
        private final Set<Object> machines;

        Contract(CloudHostProvider provider, Set<Object> machines) {
            this.provider = provider;
            this.machines = machines;
        }

        @Override
        protected CloudHostProvider provider() {
            return provider;
        }

        @Override
        protected String section() {
            return surroundings.section();
        }

        @Override
        protected List<String> badSections() {
            return surroundings.badSections();
        }

        @Override
        protected void assertNothingIsMade() {
            assertThat(machines).isEmpty();
        }

        @Override
        protected List<String> secrets() {
            return surroundings.secrets();
        }

        /** Some of these providers hang. */
        @Override
        Duration tolerance() {
            return Duration.ofSeconds(1);
        }
    }
}
