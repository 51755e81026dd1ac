package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.benchmarks.ScaleBenchmark.Measured;
import org.junit.jupiter.api.Test;

@LibvirtInstalled
class ScaleBenchmarkTest {

    static final ScaleOptions FEW = new ScaleOptions(2, 3, 1, 5, false);

    @Test
    void measuresBothSizesOfBothOperations() throws Exception {
        ScaleResult result = new ScaleBenchmark(FEW).run();

        assertThat(result.measured()).extracting(Measured::operation).containsExactly("plan", "clone and remove");
        assertThat(result.measured())
                .allSatisfy(one -> assertThat(one.rounds()).hasSize(2).allSatisfy(round -> {
                    assertThat(round.small().sorted()).hasSize(3).allMatch(time -> time > 0);
                    assertThat(round.large().sorted()).hasSize(3).allMatch(time -> time > 0);
                }));
    }

    @Test
    void aNodeGrowsAndShrinks() throws Exception {
        try (TestNode node = new TestNode()) {
            int domains = node.domains();
            int volumes = node.volumes();

            node.resize(7);
            assertThat(node.domains()).isEqualTo(domains + 7);
            assertThat(node.volumes()).isEqualTo(volumes + 7);

            node.resize(2);
            assertThat(node.domains()).isEqualTo(domains + 2);
            assertThat(node.volumes()).isEqualTo(volumes + 2);
        }
    }
}
