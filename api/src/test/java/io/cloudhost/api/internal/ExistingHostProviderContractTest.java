package io.cloudhost.api.internal;

import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.testkit.CloudHostProviderContract;
import java.util.List;

class ExistingHostProviderContractTest extends CloudHostProviderContract {

    @Override
    protected CloudHostProvider provider() {
        return new ExistingHostProvider();
    }

    @Override
    protected String section() {
        return "hostname = nobody.invalid";
    }

    @Override
    protected List<String> badSections() {
        return List.of("hostname = \"build box\"", "hostname = []", "");
    }

    @Override
    protected void assertNothingIsMade() {
        // There never is anything.
    }
}
