package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.benchmarks.ScaleBenchmark.Measured;
import io.cloudhost.benchmarks.ScaleBenchmark.Round;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleResultTest {

    static final ScaleResult RESULT = new ScaleResult(
            new ScaleOptions(3, 2, 10, 1000, false),
            List.of(new Measured(
                    "plan",
                    List.of(
                            new Round(samples(1, 3), samples(2, 4)),
                            new Round(samples(2, 2), samples(2, 2)),
                            new Round(samples(2, 2), samples(4, 4))))));

    @Test
    void printsMediansSpreadAndRatio() {
        assertThat(RESULT.text().lines())
                .containsExactly(
                        "median (quartiles)  10 domains and volumes      1000 domains and volumes    ratio (of the rounds)",
                        "plan                2.00 ms (2.00..2.00)        3.00 ms (2.00..4.00)        1.50 (1.00..2.00)");
    }

    @Test
    void printsOneObjectAsJson() {
        assertThat(RESULT.json())
                .isEqualTo("{\"rounds\":3,\"operationsPerRound\":2,\"small\":10,\"large\":1000,\"results\":["
                        + "{\"operation\":\"plan\","
                        + "\"small\":{\"median\":2.0000,\"lowerQuartile\":2.0000,\"upperQuartile\":2.0000},"
                        + "\"large\":{\"median\":3.0000,\"lowerQuartile\":2.0000,\"upperQuartile\":4.0000},"
                        + "\"ratio\":{\"median\":1.5000,\"lowest\":1.0000,\"highest\":2.0000}}]}");
    }

    static Samples samples(double... values) {
        return Samples.of(Arrays.stream(values).boxed().toList());
    }
}
