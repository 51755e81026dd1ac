package io.cloudhost.testkit;

import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import java.util.List;

/** A shell that keeps the contract passes it. {@link ShellContractViolationTest} has those that do not. */
class FakeShellContractTest extends GuestShellContract {

    @Override
    protected GuestShellProvider provider() {
        return new FakeShellProvider();
    }

    @Override
    protected GuestEndpoint machine() {
        return FakeEndpoint.at("localhost");
    }

    @Override
    protected String section() {
        return "password = S3CRET";
    }

    @Override
    protected List<String> secrets() {
        return List.of("S3CRET");
    }
}
