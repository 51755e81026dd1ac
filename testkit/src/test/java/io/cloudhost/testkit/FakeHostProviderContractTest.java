package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.CloudHostProvider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A provider that keeps the contract passes it. {@link ProviderContractViolationTest} has those that do not. */
class FakeHostProviderContractTest extends CloudHostProviderContract {

    private final Set<Object> machines = ConcurrentHashMap.newKeySet();

    @Override
    protected CloudHostProvider provider() {
        return new FakeHostProvider(machines);
    }

    @Override
    protected String section() {
        return "oven = big, recipe = S3CRET";
    }

    @Override
    protected List<String> badSections() {
        return List.of("heat = 5, recipe = S3CRET", "oven = big, heat = much, recipe = S3CRET");
    }

    @Override
    protected void assertNothingIsMade() {
        assertThat(machines).isEmpty();
    }

    @Override
    protected List<String> secrets() {
        return List.of("S3CRET");
    }
}
