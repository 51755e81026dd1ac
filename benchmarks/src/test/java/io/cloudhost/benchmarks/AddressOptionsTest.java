package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOptionsTest {

    @Test
    void areTheUsualOnesWhereNoneIsGiven() {
        assertThat(AddressOptions.parse(List.of())).isEqualTo(new AddressOptions(20));
    }

    @Test
    void areRead() {
        assertThat(AddressOptions.parse(List.of("--rounds", "3"))).isEqualTo(new AddressOptions(3));
    }

    @Test
    void mustBeKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressOptions.parse(List.of("--fast")))
                .withMessage("unknown option --fast. There is --rounds N");
    }

    @Test
    void needAPositiveNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressOptions.parse(List.of("--rounds", "none")))
                .withMessage("--rounds needs a number from 1 to 999999, not 'none'");
    }
}
