package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.benchmarks.AddressResult.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressResultTest {

    @Test
    void printsTheStrategiesBelowEachOtherAndComparesTheirMedians() {
        AddressResult result = new AddressResult(List.of(
                new Measured("hypervisor", Samples.of(List.of(90.0, 40.0, 10.0))),
                new Measured("DNS", Samples.of(List.of(20.0, -3.5, 100.0)))));

        assertThat(result.text().lines())
                .containsExactly(
                        "from lease to address                minimum      median     maximum  median against hypervisor",
                        "hypervisor                           10.0 ms     40.0 ms     90.0 ms  1.00",
                        "DNS                                  -3.5 ms     20.0 ms    100.0 ms  0.50");
    }
}
