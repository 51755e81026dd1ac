package io.cloudhost.junit.jupiter;

import io.cloudhost.core.CloudHostException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The hosts as a test, or a class, sees them: finds those of each scope, and knows which are used. */
final class TestHosts {

    private final ExtensionContext context;
    private final Overrides overrides;

    private TestHosts(ExtensionContext context) {
        this.context = context;
        this.overrides = Overrides.of(context);
    }

    static TestHosts of(ExtensionContext context) {
        return new TestHosts(context);
    }

    /**
     * Sets all up that are not, in parallel, and waits until all are up or one has failed.
     *
     * @throws CloudHostException when one has failed, or the thread is interrupted, which stays interrupted
     */
    void setUp(Collection<HostRequest> requests) {
        List<ScopedHost> hosts = requests.stream().map(this::find).distinct().toList();
        if (hosts.isEmpty()) {
            return;
        }
        usedBy(context).addAll(hosts);
        await(new ParallelSetup(hosts, overrides.hosts(context).setupsAtATime()), hosts);
        Map<ScopedHost, Throwable> failures = new LinkedHashMap<>();
        hosts.forEach(host -> host.failure().ifPresent(failure -> failures.put(host, failure)));
        failures.forEach(new Evidence(context)::publishOfSetup);
        Failures.throwFirst(List.copyOf(failures.values()));
    }

    private static void await(ParallelSetup setup, List<ScopedHost> hosts) {
        try {
            setup.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            String ids = hosts.stream().map(ScopedHost::id).collect(Collectors.joining(", "));
            throw new CloudHostException("the thread was interrupted while hosts were set up: " + ids, e);
        }
    }

    /** Returns the host that is asked for, whether or not it is up. */
    ScopedHost find(HostRequest request) {
        return hostsOf(request).get(request, overrides, overrides.hosts(context));
    }

    /** Returns all that the test uses, or its class, or one around that. */
    Set<ScopedHost> used() {
        Set<ScopedHost> used = new LinkedHashSet<>();
        Contexts.around(context).map(TestHosts::usedBy).forEach(used::addAll);
        return used;
    }

    private ScopedHosts hostsOf(HostRequest request) {
        return switch (request.scope()) {
            case METHOD -> hostsIn(testContext(request));
            case CLASS -> hostsIn(ownerOf(request));
            case SUITE -> hostsIn(context.getRoot());
            case BY_PLACE -> throw new IllegalArgumentException("a request has a scope of its own");
        };
    }

    private static ScopedHosts hostsIn(ExtensionContext scope) {
        String key = "hosts of " + scope.getUniqueId();
        return Stores.of(scope).getOrComputeIfAbsent(key, absent -> new ScopedHosts(), ScopedHosts.class);
    }

    @SuppressWarnings("unchecked")
    private static Set<ScopedHost> usedBy(ExtensionContext user) {
        String key = "used by " + user.getUniqueId();
        return (Set<ScopedHost>)
                Stores.of(user).getOrComputeIfAbsent(key, absent -> new CopyOnWriteArraySet<ScopedHost>(), Set.class);
    }

    private ExtensionContext testContext(HostRequest request) {
        if (context.getTestMethod().isEmpty()) {
            throw new ExtensionConfigurationException(
                    request.id() + ": has the scope METHOD, and is asked for outside of a test");
        }
        return context;
    }

    /** Returns the context of the outermost class that asks for the host with the same settings. */
    private ExtensionContext ownerOf(HostRequest request) {
        List<ExtensionContext> classes = Contexts.ofClasses(context);
        return classes.stream()
                .filter(each -> Overrides.of(each).equals(overrides))
                .filter(each -> HostRequest.allOf(each.getRequiredTestClass()).anyMatch(request::equals))
                .findFirst()
                .orElse(classes.get(classes.size() - 1));
    }
}
