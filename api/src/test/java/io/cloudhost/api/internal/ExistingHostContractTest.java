package io.cloudhost.api.internal;

import io.cloudhost.core.CloudHost;
import io.cloudhost.testkit.CloudHostContract;

/** An existing machine is a host like any other, but for what it creates: nothing. */
class ExistingHostContractTest extends CloudHostContract {

    @Override
    protected CloudHost host() {
        return new ExistingHostTest().create("build-box");
    }

    @Override
    protected void assertNothingIsLeft() {
        // There never was anything.
    }
}
