package io.cloudhost.junit.jupiter;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The hosts as a test, or a class, sees them: finds those of each scope, and knows which are used. */
final class TestHosts {

    private final ExtensionContext context;
    private final Overrides overrides;

    private TestHosts(ExtensionContext context) {
        this.context = context;
        this.overrides = Overrides.of(context.getRequiredTestClass());
    }

    static TestHosts of(ExtensionContext context) {
        return new TestHosts(context);
    }

    /**
     * Sets all up that are not, in parallel, and waits until that has ended.
     *
     * @throws io.cloudhost.core.CloudHostException the failure of the first, with those of others suppressed
     */
    void setUp(Collection<HostRequest> requests) {
        List<ScopedHost> hosts = requests.stream().map(this::find).distinct().toList();
        if (hosts.isEmpty()) {
            return;
        }
        usedBy(context).addAll(hosts);
        List<Throwable> failures = new ParallelWork("cloudhost-setup")
                .doAll(hosts.stream().<Runnable>map(host -> host::setUp).toList());
        if (!failures.isEmpty()) {
            new Evidence(context).publishOfSetups(hosts, failures.get(0));
        }
        Failures.throwFirst(failures);
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
            case CLASS -> hostsIn(Contexts.ofClass(ownerOf(request), context).orElseThrow());
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

    /** Returns the outermost class that asks for the host with the same settings. */
    private Class<?> ownerOf(HostRequest request) {
        Class<?> testClass = context.getRequiredTestClass();
        return EnclosingClasses.of(testClass).stream()
                .filter(type -> Overrides.of(type).equals(overrides))
                .filter(type -> HostRequest.allOf(type).anyMatch(request::equals))
                .findFirst()
                .orElse(testClass);
    }
}
