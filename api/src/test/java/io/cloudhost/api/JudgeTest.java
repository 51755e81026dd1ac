package io.cloudhost.api;

import static io.cloudhost.api.Hosts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.HostRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

    private static final HostRecord EXPIRED = Hosts.expiringAt("web-1", NOW.minusMillis(1));
    private static final HostRecord VOUCHED_FOR = Hosts.expiringAt("web-1", NOW.plusMillis(1));

    @ParameterizedTest
    @EnumSource
    void whatSomebodyHasBegunToRemoveIsRemoved(Sight sight) {
        assertThat(judge(sight, Hosts.ending(Hosts.detached("web-1"))))
                .isEqualTo(Judgement.remove("its removal was begun"));
        assertThat(judge(sight, Hosts.ending(VOUCHED_FOR))).isEqualTo(Judgement.remove("its removal was begun"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasLeftToStayIsKept(Sight sight) {
        assertThat(judge(sight, Hosts.detached("web-1"))).isEqualTo(Judgement.keep("it was left to stay"));
    }

    @Test
    void whatALivingProcessHasMadeIsKeptThoughItHasExpired() {
        assertThat(judge(Sight.RUNS, EXPIRED)).isEqualTo(Judgement.keep("its process 4711 runs"));
    }

    @Test
    void whatADeadProcessHasMadeIsRemovedThoughItHasNotExpired() {
        assertThat(judge(Sight.ENDED, VOUCHED_FOR)).isEqualTo(Judgement.remove("its process 4711 on ci-7 has ended"));
    }

    @Test
    void whatHasNotExpiredIsKeptWhereItsProcessCannotBeSeen() {
        assertThat(judge(Sight.UNKNOWN, VOUCHED_FOR))
                .isEqualTo(Judgement.keep(
                        "its owner on ci-7 vouched for it until 2026-01-01T12:00:00Z, which has not passed"));
        assertThat(judge(Sight.UNKNOWN, Hosts.expiringAt("web-1", Instant.MAX)).verdict())
                .isEqualTo(Judgement.Verdict.KEEP);
    }

    @Test
    void whatHasExpiredIsWatchedWhereItsProcessCannotBeSeen() {
        assertThat(judge(Sight.UNKNOWN, EXPIRED))
                .isEqualTo(Judgement.watch(
                        "its owner on ci-7 vouched for it until 2026-01-01T11:59:59Z, and has not renewed that in the"
                                + " 2 min 30 s that it was watched"));
    }

    @ParameterizedTest
    @CsvSource({"PT4M, WATCH", "PT4M1S, KEEP", "PT9999999999999H, KEEP"})
    void whatWouldHaveToBeWatchedForTooLongIsKept(Duration renewal, Judgement.Verdict verdict) {
        HostRecord host = Hosts.session("web-1", Optional.of(new Expiry(Instant.MIN, renewal)));

        assertThat(judge(Sight.UNKNOWN, host).verdict()).isEqualTo(verdict);
    }

    @Test
    void saysWhyItDoesNotWatchForTooLong() {
        HostRecord host = Hosts.session("web-1", Optional.of(new Expiry(NOW.minusSeconds(60), Duration.ofHours(1))));

        assertThat(judge(Sight.UNKNOWN, host).reason())
                .isEqualTo(
                        "its owner on ci-7 vouched for it until 2026-01-01T11:59:00Z, and would have to be watched for"
                                + " more than 10 min to see that it does not renew that");
    }

    @Test
    void whatSaysNothingOfItsOwnersLifeIsKept() {
        assertThat(judge(Sight.UNKNOWN, Hosts.session("web-1", Optional.empty())))
                .isEqualTo(Judgement.keep("nothing tells whether its process 4711 on ci-7 still runs"));
    }

    @ParameterizedTest
    @CsvSource({"PT0.1S, 1 s", "PT2.5S, 3 s", "PT60S, 1 min", "PT150S, 2 min 30 s"})
    void lengthsOfTimeAreForPeople(Duration duration, String shown) {
        assertThat(Judge.show(duration)).isEqualTo(shown);
    }

    private static Judgement judge(Sight sight, HostRecord host) {
        return new Judge(owner -> sight).judge(host, NOW);
    }
}
