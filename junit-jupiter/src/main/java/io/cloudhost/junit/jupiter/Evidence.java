package io.cloudhost.junit.jupiter;

import io.cloudhost.core.HostEvidence;
import io.cloudhost.core.HostSetupException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** What tells how the hosts of a test were when it failed: gathered in parallel, published as report entries. */
final class Evidence {

    private final ExtensionContext context;

    Evidence(ExtensionContext context) {
        this.context = context;
    }

    /**
     * Gathers and publishes that of all hosts that are up, if the test has failed. What cannot be had is suppressed in the failure.
     * Works in an interrupted thread too, which stays interrupted: a test that took too long may have left it so.
     */
    void gather(Throwable failure, Collection<ScopedHost> hosts) {
        if (failure instanceof TestAbortedException) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            Map<ScopedHost, Path> folders = new ConcurrentHashMap<>();
            List<Runnable> work = hosts.stream()
                    .filter(ScopedHost::isUp)
                    .<Runnable>map(host -> () -> collect(host, folders))
                    .toList();
            new ParallelWork("cloudhost-evidence").doAll(work).forEach(failure::addSuppressed);
            folders.forEach((host, folder) -> publish(host, folder, failure));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Publishes that of a setup that has failed, if there is any. */
    void publishOfSetup(ScopedHost host, Throwable failure) {
        if (failure instanceof HostSetupException ofSetup) {
            ofSetup.evidence().ifPresent(folder -> publish(host, folder, failure));
        }
    }

    private void collect(ScopedHost host, Map<ScopedHost, Path> folders) {
        host.host()
                .capability(HostEvidence.class)
                .map(evidence -> evidence.collect("the test " + testName() + " failed"))
                .ifPresent(folder -> folders.put(host, folder));
    }

    private void publish(ScopedHost host, Path folder, Throwable failure) {
        try {
            context.publishReportEntry(Map.of("cloudhost.host", host.id(), "cloudhost.evidence", folder.toString()));
            PublishedDirectory.publish(context, folder);
        } catch (RuntimeException e) {
            // What went wrong first is what counts.
            failure.addSuppressed(e);
        }
    }

    private String testName() {
        ExtensionContext test = Contexts.ofTest(context);
        String type = test.getRequiredTestClass().getName();
        return test.getTestMethod()
                .map(method -> type + "." + method.getName() + " '" + context.getDisplayName() + "'")
                .orElse(type);
    }
}
