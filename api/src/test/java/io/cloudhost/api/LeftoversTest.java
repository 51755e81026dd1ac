package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    private static final Instant NOW = Hosts.NOW;

    private final List<String> lines = new ArrayList<>();

    @Test
    void whatASweepWouldRemoveAtOnceIsLeftOver() {
        FakePlace place =
                new FakePlace("here", Hosts.expiringAt("web-1", NOW.plusSeconds(60)), Hosts.detached("web-2"));

        examine(Sight.ENDED, place);

        assertThat(lines)
                .containsExactly(
                        "doubtful leftovers: web-1 at here: its process 4711 on ci-7 has ended -> Remove it: cloudhost gc");
        assertThat(place.names()).containsExactly("web-1", "web-2");
    }

    @Test
    void whatWouldHaveToBeWatchedIsNotWaitedFor() {
        examine(Sight.UNKNOWN, new FakePlace("here", Hosts.expiringAt("web-1", NOW.minusSeconds(3600))));

        assertThat(lines).containsExactly("good leftovers: none at here");
    }

    @Test
    void aPlaceThatCannotBeReachedKeepsNobodyFromTheOthers() {
        FakePlace lost = new FakePlace("there");
        lost.lose();

        examine(Sight.ENDED, lost, new FakePlace("here"));

        assertThat(lines)
                .containsExactly("skipped leftovers: there cannot be looked at", "good leftovers: none at here");
    }

    @Test
    void aPlaceWithTwoNamesHasEachLeftoverOnce() {
        FakePlace one = new FakePlace("here", Hosts.expiringAt("web-1", NOW.plusSeconds(60)));
        FakePlace same = new FakePlace("this", Hosts.expiringAt("web-1", NOW.plusSeconds(60)));

        examine(Sight.ENDED, one, same);

        assertThat(lines).filteredOn(line -> line.startsWith("doubtful")).hasSize(1);
    }

    private void examine(Sight sight, HostInventory... places) {
        new Leftovers(new Sweeps(new Judge(owner -> sight), new ManualClock(NOW)))
                .examine(
                        List.of(places),
                        new LimitedExamination(
                                Optional.empty(),
                                finding ->
                                        lines.add(finding.verdict() + " " + finding.subject() + ": " + finding.finding()
                                                + finding.remedy()
                                                        .map(todo -> " -> " + todo)
                                                        .orElse(""))));
    }
}
