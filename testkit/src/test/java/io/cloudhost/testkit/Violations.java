package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests share that show a contract to fail for those who break it. */
final class Violations {

    private Violations() {}

    /** Asserts that a test of a contract fails. */
    static void violates(ThrowingCallable test) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class);
    }
}
