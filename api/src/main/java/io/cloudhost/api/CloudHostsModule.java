package io.cloudhost.api;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;

/**
 * Bind {@link CloudHosts} in a Guice application: one instance, made when it is first needed.
 *
 * <p>Nothing else is bound: what {@code CloudHosts} is made of stays in an injector of its own.
 */
public final class CloudHostsModule extends AbstractModule {

    private final CloudHosts.Builder builder;

    /** Bind what {@link CloudHosts#load()} returns. */
    public CloudHostsModule() {
        this(CloudHosts.builder());
    }

    /**
     * Bind what a builder builds.
     *
     * @param builder the builder; not to be changed any more
     */
    public CloudHostsModule(CloudHosts.Builder builder) {
        this.builder = builder;
    }

    @Provides
    @Singleton
    CloudHosts cloudHosts() {
        return builder.build();
    }
}
