package io.cloudhost.api;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Puts the inside of this module together. Its injector is nobody else's. */
final class Wiring extends AbstractModule {

    private final ClassLoader loader;
    private final Surroundings surroundings;
    private final ConfigurationSources sources;
    private final GivenPlugins given;
    private final CloudHostListener listener;
    private final Lifetime lifetime;
    private final WaitableClock clock;
    private final Optional<ExitTeardown> exit;
    private final ParallelHosts parallel;

    Wiring(
            ClassLoader loader,
            Surroundings surroundings,
            ConfigurationSources sources,
            GivenPlugins given,
            CloudHostListener listener,
            Lifetime lifetime,
            WaitableClock clock,
            Optional<ExitTeardown> exit,
            ParallelHosts parallel) {
        this.loader = loader;
        this.surroundings = surroundings;
        this.sources = sources;
        this.given = given;
        this.listener = listener;
        this.lifetime = lifetime;
        this.clock = clock;
        this.exit = exit;
        this.parallel = parallel;
    }

    @Override
    protected void configure() {
        bind(Surroundings.class).toInstance(surroundings);
        bind(Lifetime.class).toInstance(lifetime);
        bind(WaitableClock.class).toInstance(clock);
        bind(ParallelHosts.class).toInstance(parallel);
        bind(ProcessTable.class).toInstance(ProcessTable.ofThisMachine());
        bind(CloudHostListener.class).toInstance(listener);
    }

    @Provides
    @Singleton
    Configuration configuration() {
        return new ConfigurationReader(loader, surroundings, sources).read();
    }

    @Provides
    @Singleton
    Plugins<CloudHostProvider> providers() {
        return discover("provider", CloudHostProvider.class, Wiring::introduce);
    }

    @Provides
    @Singleton
    Plugins<IpLookupStrategyProvider> strategies() {
        return discover("strategy", IpLookupStrategyProvider.class, Wiring::introduce);
    }

    @Provides
    @Singleton
    Plugins<ReadinessCheckProvider> readinessChecks() {
        return discover("readiness check", ReadinessCheckProvider.class, Wiring::introduce);
    }

    @Provides
    @Singleton
    Plugins<GuestShellProvider> guestShells() {
        return discover("guest shell", GuestShellProvider.class, Wiring::introduce);
    }

    @Provides
    Optional<ExitTeardown> exit() {
        return exit;
    }

    @Provides
    @Singleton
    Owner owner(ProcessTable processes) {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(
                UUID.randomUUID(),
                surroundings.systemProperties().getProperty("user.name", "unknown"),
                MachineName.ofThisMachine().find(),
                process.pid(),
                process.info().startInstant(),
                processes.ownMark());
    }

    @Provides
    @Singleton
    Judge judge(Owner self, ProcessTable processes) {
        return new Judge(OwnerSight.from(self, processes));
    }

    private <T> Plugins<T> discover(String kind, Class<T> port, Function<T, Plugin<T>> introduction) {
        return Plugins.discover(kind, port, introduction, given.of(port), loader);
    }

    static Plugin<CloudHostProvider> introduce(CloudHostProvider provider) {
        return new Plugin<>(provider.name(), provider.schema(), provider);
    }

    private static Plugin<IpLookupStrategyProvider> introduce(IpLookupStrategyProvider strategy) {
        return new Plugin<>(strategy.name(), strategy.schema(), strategy);
    }

    private static Plugin<ReadinessCheckProvider> introduce(ReadinessCheckProvider check) {
        if (check.mainKey() == null) {
            throw new IllegalStateException("it has no main key");
        }
        return new Plugin<>(check.name(), check.schema(), check);
    }

    private static Plugin<GuestShellProvider> introduce(GuestShellProvider shell) {
        return new Plugin<>(shell.name(), shell.schema(), shell);
    }
}
