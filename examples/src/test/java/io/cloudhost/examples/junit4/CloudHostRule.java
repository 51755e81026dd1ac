package io.cloudhost.examples.junit4;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import org.junit.rules.ExternalResource;

/** A host for each test of JUnit 4 as a {@code @Rule}, or one for all tests of a class as a {@code @ClassRule}. */
public final class CloudHostRule extends ExternalResource {

    private final String label;
    private CloudHost host;

    public CloudHostRule(String label) {
        this.label = label;
    }

    public CloudHost host() {
        return host;
    }

    @Override
    protected void before() {
        host = CloudHosts.load().get(label);
        host.setup();
    }

    @Override
    protected void after() {
        host.teardown();
    }
}
