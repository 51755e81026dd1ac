package io.cloudhost.api.internal;

import io.cloudhost.core.Console;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.FakeEndpoint;
import io.cloudhost.testkit.ReadinessCheckContract;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

class LogCheckContractTest extends ReadinessCheckContract {

    private String written = "";

    @Override
    protected ReadinessCheckProvider provider() {
        return new LogCheckProvider();
    }

    @Override
    protected void arrangeNotReady() {
        written = "booting\n";
    }

    @Override
    protected void arrangeReady() {
        written += "login: ";
    }

    @Override
    protected ReadinessRequest machine(Duration remaining) {
        return new ReadinessRequest(
                FakeEndpoint.withoutAddress(), Optional.of(new Written()), Optional.empty(), remaining);
    }

    @Override
    protected String section() {
        return "regex = \"login:\"";
    }

    private final class Written implements Console {

        @Override
        public String text() {
            return written;
        }

        @Override
        public long received() {
            return written.length();
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        @Override
        public Following follow(Consumer<String> receiver) {
            throw new AssertionError("nobody follows it");
        }
    }
}
