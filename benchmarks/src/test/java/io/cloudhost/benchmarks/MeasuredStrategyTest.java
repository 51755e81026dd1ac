package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeasuredStrategyTest {

    static final Instant LOOKUP = Instant.ofEpochSecond(1);
    static final Instant LEASE = Instant.ofEpochSecond(5);

    @Test
    void isCountedFromTheLease() {
        assertThat(MeasuredStrategy.DNS.start(LOOKUP, LEASE)).isEqualTo(LEASE);
        assertThat(MeasuredStrategy.DNS.title()).isEqualTo("DNS");
    }

    @Test
    void isCountedFromItsLookupWhereItWaitsForNothingAndSaysSo() {
        assertThat(MeasuredStrategy.STATIC.start(LOOKUP, LEASE)).isEqualTo(LOOKUP);
        assertThat(MeasuredStrategy.STATIC.title()).isEqualTo("static, from the lookup's start");
    }
}
