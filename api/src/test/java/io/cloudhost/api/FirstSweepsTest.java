package io.cloudhost.api;

import static io.cloudhost.api.Hosts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.Origin;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.ProviderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstSweepsTest {

    private final List<String> events = new ArrayList<>();
    private final Deque<HostInventory> inventories = new ArrayDeque<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private Sight sight = Sight.ENDED;

    /** Sleeps until it is told that the time is over. */
    private final WaitableClock clock = new WaitableClock() {
        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            released.await();
        }

        @Override
        public <T> T poll(BlockingQueue<T> queue, Duration limit) {
            throw new UnsupportedOperationException();
        }
    };

    private final FirstSweeps sweeps = new FirstSweeps(
            new HostDefaults(Configuration.of(List.of(new Layer(
                    "test",
                    ConfigFactory.parseString("cloudhost.host-defaults.sweep = true")
                            .root(),
                    false)))),
            new Sweeps(new Judge(owner -> sight), clock));

    @Test
    void whatIsSurelyNobodysIsGoneBeforeTheFirstSetup() {
        FakePlace place = placeWithOneExpired("here");

        host(Map.of()).setup();

        assertThat(events).containsExactly("set up beside []");
        assertThat(place.isClosed()).isTrue();
    }

    @Test
    void laterSetupsAtThePlaceSweepNoMore() {
        placeWithOneExpired("here");
        host(Map.of()).setup();
        FakePlace again = placeWithOneExpired("here");

        host(Map.of()).setup();

        assertThat(events).last().isEqualTo("set up beside [web-1]");
        assertThat(again.isClosed()).isTrue();
    }

    @Test
    void eachPlaceIsSwept() {
        placeWithOneExpired("here");
        host(Map.of()).setup();
        placeWithOneExpired("there");

        host(Map.of()).setup();

        assertThat(events).containsExactly("set up beside []", "set up beside []");
    }

    @Test
    void whatHasToBeWatchedDelaysNoSetup() throws InterruptedException {
        sight = Sight.UNKNOWN;
        FakePlace place = placeWithOneExpired("here");

        host(Map.of()).setup();

        assertThat(events).containsExactly("set up beside [web-1]");
        assertThat(place.isClosed()).isFalse();
        released.countDown();
        finished.await();
        assertThat(place.names()).isEmpty();
    }

    @Test
    void aSweepThatFailsFailsNoSetupAndIsTriedAgainBeforeTheNext() {
        FakePlace lost = placeWithOneExpired("here");
        lost.lose();
        assertThatCode(host(Map.of())::setup).doesNotThrowAnyException();
        assertThat(lost.isClosed()).isTrue();
        placeWithOneExpired("here");

        host(Map.of()).setup();

        assertThat(events).last().isEqualTo("set up beside []");
    }

    @Test
    void aHostThatCannotBeRemovedFailsNoSetup() {
        placeWithOneExpired("here").stick("web-1");

        host(Map.of()).setup();

        assertThat(events).containsExactly("set up beside [web-1]");
    }

    @Test
    void whoeverWantsNoSweepGetsNone() {
        placeWithOneExpired("here");

        host(Map.of("sweep", "false")).setup();

        assertThat(events).containsExactly("set up beside [web-1]");
    }

    @Test
    void aSettingThatIsNoneIsRefusedBeforeTheSetup() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> host(Map.of("sweep", "maybe")))
                .withMessage("web.sweep = \"maybe\" (test.conf:2): must be true or false");
    }

    @Test
    void aTeardownWhileItSweepsEndsTheSetup() {
        FakePlace place = placeWithOneExpired("here");
        CloudHost host = host(Map.of());
        place.afterNextList(host::teardown);

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(host::setup)
                .withMessage("web: setup failed in phase 'resolve': it was torn down meanwhile");
        assertThat(events).containsExactly("torn down");
    }

    @Test
    void aSweepThatATeardownCutShortIsTriedAgainBeforeTheNextSetup() {
        FakePlace place = placeWithOneExpired("here");
        CloudHost tornDown = host(Map.of());
        place.afterNextList(tornDown::teardown);
        assertThatExceptionOfType(HostSetupException.class).isThrownBy(tornDown::setup);
        assertThat(place.names()).containsExactly("web-1");

        host(Map.of()).setup();

        assertThat(events).last().isEqualTo("set up beside []");
    }

    @Test
    void anInterruptedThreadKeepsItsStatusForTheSetup() {
        FakePlace place = placeWithOneExpired("here");
        Thread.currentThread().interrupt();

        host(Map.of()).setup();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(place.names()).containsExactly("web-1");
    }

    private FakePlace placeWithOneExpired(String name) {
        FakePlace place = new FakePlace(name, Hosts.expiringAt("web-1", NOW.minusSeconds(1))) {
            @Override
            public synchronized void close() {
                super.close();
                finished.countDown();
            }
        };
        inventories.add(place);
        return place;
    }

    /** Returns a host at the place that was made last. */
    private CloudHost host(Map<String, String> values) {
        FakePlace place = (FakePlace) inventories.peekLast();
        Map<String, SettingValue> settings = new HashMap<>();
        values.forEach((key, value) -> settings.put(key, new SettingValue.Text(value, Origin.of("test.conf", 2))));
        DefinedHost definition = new DefinedHost(
                new Plugin<>("fake", SettingsSchema.of(), new FakeProvider()),
                new HostDefinition("web", new Settings("web", Origin.of("test.conf", 1), settings)),
                SettingsSchema.of());
        return sweeps.before(definition, new CloudHost() {
            @Override
            public void setup() {
                events.add("set up beside " + (place == null ? "" : place.names()));
            }

            @Override
            public void teardown() {
                events.add("torn down");
            }

            @Override
            public String getHostName() {
                return "198.51.100.7";
            }

            @Override
            public int getPort(int port) {
                return port;
            }
        });
    }

    private final class FakeProvider implements CloudHostProvider {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public SettingsSchema schema() {
            return SettingsSchema.of();
        }

        @Override
        public boolean claims(Settings host) {
            return true;
        }

        @Override
        public CloudHost create(HostDefinition host, ProviderContext context) {
            throw new CloudHostException("not asked for");
        }

        @Override
        public Optional<HostInventory> inventory(HostDefinition host) {
            return Optional.of(inventories.getLast());
        }
    }
}
