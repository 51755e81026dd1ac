package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last test of a run: whatever the others did, the lab is as it was before the first of them. */
@Order(Integer.MAX_VALUE)
class NothingIsLeftIT {

    @Test
    void nothingIsThereThatWasNotThereBefore(LabState before) {
        assertThat(LabState.now()).isEqualTo(before);
    }
}
