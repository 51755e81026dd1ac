package io.cloudhost.it;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last test of a run: whatever the others did, the lab is as it was before the first of them. */
@Order(Integer.MAX_VALUE)
class NothingIsLeftIT {

    @Test
    void nothingIsThereThatWasNotThereBefore(LabState before) {
        before.assertStillSo();
    }
}
