package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectTermsTest {

    @ParameterizedTest
    @CsvSource({
        "1, false, 100",
        "2, false, 200",
        "3, true, 400",
        "5, true, 1000",
        "5, false, 1600",
        "10, false, 30000",
        "100000, false, 30000",
        "100000, true, 1000"
    })
    void pausesGrowUpToALimitThatIsLowerWhereACallWaits(int attempt, boolean awaited, long milliseconds) {
        assertThat(ReconnectTerms.STANDARD.pauseAfter(attempt, awaited)).isEqualTo(Duration.ofMillis(milliseconds));
    }
}
