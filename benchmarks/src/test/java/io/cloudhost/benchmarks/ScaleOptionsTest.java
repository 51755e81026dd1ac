package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleOptionsTest {

    @Test
    void areTheUsualOnesWhereNoneIsGiven() {
        assertThat(ScaleOptions.parse(List.of())).isEqualTo(new ScaleOptions(40, 20, 10, 1000, false));
    }

    @Test
    void areReadInAnyOrder() {
        assertThat(ScaleOptions.parse(
                        List.of("--json", "--large", "40", "--rounds", "1", "--small", "3", "--operations", "2")))
                .isEqualTo(new ScaleOptions(1, 2, 3, 40, true));
    }

    @Test
    void mustBeKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaleOptions.parse(List.of("--fast")))
                .withMessage(
                        "unknown option --fast. There are --rounds N, --operations N, --small N, --large N and --json");
    }

    @Test
    void needAPositiveNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaleOptions.parse(List.of("--rounds", "0")))
                .withMessage("--rounds needs a number from 1 to 999999, not '0'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaleOptions.parse(List.of("--rounds")))
                .withMessage("--rounds needs a number from 1 to 999999, not ''");
    }
}
