package io.cloudhost.api.internal;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.HostEvidence;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.core.spi.ReadinessWait;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A machine that exists already: setup and teardown change the state of this object alone. */
final class ExistingHost implements CloudHost {

    private final String hostName;
    private final ReadinessWait wait;
    private final Optional<GuestShell> shell;
    private final EvidenceCollector evidence;
    private final HostLifecycle lifecycle;

    ExistingHost(String label, String hostName, ProviderContext context) {
        this.hostName = hostName;
        this.evidence = context.evidence(EvidenceSource.NONE);
        this.wait = context.readinessWait();
        GuestEndpoint endpoint = new Endpoint(hostName);
        wait.refuseConsole("the console of a machine that exists already is not recorded");
        this.shell = context.guestShell(endpoint);
        this.lifecycle = new HostLifecycle(
                label,
                List.of(new Recognise(hostName), new AwaitReadiness(wait, endpoint, shell)),
                context.listener(),
                evidence,
                context.clock());
    }

    @Override
    public void setup() {
        try {
            lifecycle.setup();
        } catch (IllegalStateException e) {
            // Refused; it may be that another thread sets this host up.
            throw e;
        } catch (RuntimeException | Error e) {
            close(wait, shell);
            throw e;
        }
        wait.close();
    }

    @Override
    public void teardown() {
        try {
            lifecycle.teardown();
        } finally {
            close(wait, shell);
        }
    }

    private static void close(ReadinessWait wait, Optional<GuestShell> shell) {
        wait.close();
        shell.ifPresent(GuestShell::close);
    }

    @Override
    public String getHostName() {
        lifecycle.requireUp();
        return hostName;
    }

    @Override
    public int getPort(int port) {
        return lifecycle.directPort(port);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        Stream<Object> all = Stream.concat(Stream.of((HostEvidence) evidence), shell.stream());
        return all.filter(type::isInstance).map(type::cast).findFirst();
    }

    /** There is nothing to do, yet listeners shall hear of this host as they do of any other. */
    private record Recognise(String hostName) implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.RESOLVE;
        }

        @Override
        public String perform() {
            return hostName + " exists already";
        }
    }

    private record AwaitReadiness(ReadinessWait readiness, GuestEndpoint endpoint, Optional<GuestShell> shell)
            implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.READY;
        }

        @Override
        public String perform() throws InterruptedException {
            return readiness.await(endpoint, Optional.empty(), shell, HostWatch.NONE);
        }
    }

    private record Endpoint(String hostName) implements GuestEndpoint {

        @Override
        public int port(int port) {
            return port;
        }

        @Override
        public boolean isNew() {
            return false;
        }
    }
}
