package io.cloudhost.api;

import static io.cloudhost.api.Hosts.NOW;
import static io.cloudhost.api.SweptHost.Outcome.FAILED;
import static io.cloudhost.api.SweptHost.Outcome.KEPT;
import static io.cloudhost.api.SweptHost.Outcome.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.api.SweepReport.UnsweptPlace;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepsTest {

    private static final String WATCHED =
            "its owner on ci-7 vouched for it until 2026-01-01T11:00:00Z, and has not renewed"
                    + " that in the 2 min 30 s that it was watched";

    /** Does something while somebody sleeps on it. */
    private static final class BusyClock implements WaitableClock {

        private final ManualClock clock = new ManualClock(NOW);
        private Runnable meanwhile = () -> {};

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            clock.sleep(duration);
            meanwhile.run();
        }

        @Override
        public <T> T poll(BlockingQueue<T> queue, Duration limit) {
            throw new UnsupportedOperationException();
        }
    }

    private final BusyClock clock = new BusyClock();
    private final List<String> watching = new ArrayList<>();
    private Sight sight = Sight.UNKNOWN;

    @Test
    void removesWhatIsSurelyNobodysAtOnce() {
        sight = Sight.ENDED;
        FakePlace place = new FakePlace("here", vouchedFor("web-1"), Hosts.detached("web-2"));

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly(
                        "here web-1 REMOVED: its process 4711 on ci-7 has ended",
                        "here web-2 KEPT: it was left to stay");
        assertThat(report.isComplete()).isTrue();
        assertThat(place.names()).containsExactly("web-2");
        assertThat(clock.now()).isEqualTo(NOW);
        assertThat(watching).isEmpty();
    }

    @Test
    void removesWhatHasExpiredWhenItHasBeenWatchedInVain() {
        FakePlace place = new FakePlace("here", expired("web-1"), vouchedFor("web-2"));

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly(
                        "here web-2 KEPT: its owner on ci-7 vouched for it until 2026-01-01T12:30:00Z, which has not"
                                + " passed",
                        "here web-1 REMOVED: " + WATCHED);
        assertThat(place.names()).containsExactly("web-2");
        assertThat(clock.now()).isEqualTo(NOW.plus(Duration.ofSeconds(150)));
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatIsRenewedThoughItsExpiryStaysInThePastByThisClock(SweepMode mode) {
        FakePlace place = new FakePlace("here", expired("web-1"));
        clock.meanwhile = () -> place.put(Hosts.expiringAt("web-1", NOW.minusSeconds(3540)));

        SweepReport report = sweep(mode, place);

        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly("here web-1 KEPT: its owner on ci-7 has renewed it");
        assertThat(place.names()).containsExactly("web-1");
    }

    @Test
    void keepsWhatIsRenewedRightBeforeItsRemoval() {
        FakePlace place = new FakePlace("here", expired("web-1"));
        clock.meanwhile = () -> place.afterNextList(() -> place.put(Hosts.expiringAt("web-1", NOW.minusSeconds(3540))));

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly("here web-1 KEPT: it has changed or gone since it was looked at");
        assertThat(place.names()).containsExactly("web-1");
    }

    @Test
    void leavesToOthersWhatTheyHaveBegunToRemoveSinceItWasLookedAt() {
        sight = Sight.ENDED;
        FakePlace place = new FakePlace("here", expired("web-1"));
        place.afterNextList(() -> place.put(Hosts.ending(expired("web-1"))));

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(report.hosts()).extracting(SweptHost::outcome).containsExactly(KEPT);
    }

    @Test
    void doesNotMissWhatIsGoneAfterItWasWatched() {
        FakePlace place = new FakePlace("here", expired("web-1"));
        clock.meanwhile = () -> place.forget("web-1");

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(report.hosts()).extracting(SweepsTest::show).containsExactly("here web-1 KEPT: it is gone");
    }

    @Test
    void watchesAllHostsOfAllPlacesAtTheSameTime() {
        FakePlace here = new FakePlace("here", expired("web-1"), expired("web-2"));
        FakePlace there = new FakePlace(
                "there",
                Hosts.session("web-3", Optional.of(new Expiry(NOW.minusSeconds(3600), Duration.ofMinutes(2)))));

        SweepReport report = sweep(SweepMode.REMOVE, here, there);

        assertThat(report.hosts()).extracting(SweptHost::outcome).containsExactly(REMOVED, REMOVED, REMOVED);
        assertThat(watching).containsExactly("3 hosts for PT5M");
        assertThat(clock.now()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void aDryRunJudgesTheSameAndRemovesNothing() {
        FakePlace place = new FakePlace("here", expired("web-1"), Hosts.ending(Hosts.detached("web-2")));

        SweepReport report = sweep(SweepMode.DRY_RUN, place);

        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly("here web-2 REMOVABLE: its removal was begun", "here web-1 REMOVABLE: " + WATCHED);
        assertThat(place.names()).containsExactly("web-1", "web-2");
    }

    @Test
    void goesOnWhereAPlaceCannotBeReachedOrAHostNotRemoved() {
        sight = Sight.ENDED;
        FakePlace away = new FakePlace("away");
        away.lose();
        FakePlace here = new FakePlace("here", vouchedFor("web-1"), vouchedFor("web-2"));
        here.stick("web-1");

        SweepReport report = sweep(SweepMode.REMOVE, away, here);

        assertThat(report.unswept()).extracting(UnsweptPlace::place).containsExactly("away");
        assertThat(report.unswept().get(0).failure()).hasMessage("away cannot be reached");
        assertThat(report.hosts()).extracting(SweptHost::outcome).containsExactly(FAILED, REMOVED);
        assertThat(report.hosts().get(0).failure().orElseThrow()).hasMessage("web-1 cannot be removed: it is held");
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void reportsAPlaceThatIsLostWhileItsHostsAreWatched() {
        FakePlace place = new FakePlace("here", expired("web-1"));
        clock.meanwhile = place::lose;

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(report.hosts()).extracting(SweptHost::outcome).containsExactly(FAILED);
        assertThat(report.hosts().get(0).failure().orElseThrow()).hasMessage("here cannot be reached");
    }

    @Test
    void looksOnceAtAPlaceWithTwoNames() {
        FakePlace one = new FakePlace("qemu:///system", expired("web-1"));
        FakePlace same = new FakePlace("qemu+ssh://box/system", expired("web-1"));

        SweepReport report = sweep(SweepMode.DRY_RUN, one, same);

        assertThat(report.hosts()).extracting(SweptHost::place).containsExactly("qemu:///system");
        assertThat(watching).containsExactly("1 hosts for PT2M30S");
    }

    @Test
    void anInterruptEndsTheWatchAndKeepsTheHosts() {
        FakePlace place = new FakePlace("here", expired("web-1"));
        Thread.currentThread().interrupt();

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly(
                        "here web-1 KEPT: it was not watched for long enough to see that its owner does not renew"
                                + " it");
        assertThat(place.names()).containsExactly("web-1");
    }

    @Test
    void anInterruptedSweepRemovesNothingMore() {
        sight = Sight.ENDED;
        FakePlace place = new FakePlace("here", expired("web-1"));
        Thread.currentThread().interrupt();

        SweepReport report = sweep(SweepMode.REMOVE, place);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.hosts())
                .extracting(SweepsTest::show)
                .containsExactly("here web-1 KEPT: its process 4711 on ci-7 has ended, but the sweep was interrupted");
        assertThat(place.names()).containsExactly("web-1");
    }

    private SweepReport sweep(SweepMode mode, HostInventory... places) {
        return new Sweeps(new Judge(owner -> sight), clock)
                .sweep(List.of(places), mode, (hosts, time) -> watching.add(hosts + " hosts for " + time));
    }

    private static HostRecord expired(String name) {
        return Hosts.expiringAt(name, NOW.minusSeconds(3600));
    }

    private static HostRecord vouchedFor(String name) {
        return Hosts.expiringAt(name, NOW.plusSeconds(1800));
    }

    private static String show(SweptHost swept) {
        return swept.place() + " " + swept.host().name() + " " + swept.outcome() + ": " + swept.reason();
    }
}
