package io.cloudhost.api;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.GuardedListener;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hand out the hosts that are configured.
 *
 * <pre>{@code
 * try (CloudHost host = CloudHosts.load().get("nat_host")) {
 *     host.setup();
 *     connect(host.getHostName(), host.getPort(22));
 * }
 * }</pre>
 *
 * <p>The configuration is HOCON, a section per host, read once, when an instance is made. The first of these that has a
 * key wins: system properties, {@code ~/.cloudhost/cloudhost.conf}, {@code ./cloudhost.conf}, {@code cloudhost.conf} on
 * the classpath, and the {@code reference.conf} of each module with the defaults. Providers and strategies are found on
 * the classpath, too.
 *
 * <p>Hosts that nobody has torn down when the JVM shuts down, by {@code System.exit}, Ctrl-C or SIGTERM, are torn down
 * then, also those whose setup is under way; see {@link Builder#tearDownAtExit}.
 *
 * <p>Before the first setup at a place, an instance removes from it what dead processes have left, as {@link #sweep} does, but
 * without waiting: a host that has to be watched first is removed later, on a thread that ends by itself. The host's setting
 * {@code sweep} turns that off.
 *
 * <p>All methods may be called from any thread. Holds nothing that would have to be closed.
 */
public final class CloudHosts {

    private final Configuration configuration;
    private final HostDefinitions definitions;
    private final Engine engine;
    private final Plans plans;
    private final Inventories inventories;
    private final Sweeps sweeps;
    private final Owner owner;
    private final HostStarter starter;
    private final Examinations examinations;

    @Inject
    CloudHosts(
            Configuration configuration,
            HostDefinitions definitions,
            Engine engine,
            Plans plans,
            Inventories inventories,
            Sweeps sweeps,
            Owner owner,
            HostStarter starter,
            Examinations examinations) {
        this.configuration = configuration;
        this.definitions = definitions;
        this.engine = engine;
        this.plans = plans;
        this.inventories = inventories;
        this.sweeps = sweeps;
        this.owner = owner;
        this.starter = starter;
        this.examinations = examinations;
    }

    /**
     * Read the usual configuration and find the plugins on the classpath.
     *
     * @return the hosts
     * @throws io.cloudhost.core.ConfigurationException when a file of the configuration cannot be read or is not valid
     * @throws CloudHostException when two plugins have the same name
     */
    public static CloudHosts load() {
        return builder().build();
    }

    /**
     * Read another configuration than the usual one, or hear of what happens.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Make a host that is not set up yet. Each call makes another one.
     *
     * @param label the name of the host's section in the configuration
     * @return the host; the caller tears it down
     * @throws io.cloudhost.core.ConfigurationException when the host is not configured, or its settings cannot work:
     *     {@link io.cloudhost.core.ProviderNotFoundException} and {@link io.cloudhost.core.StrategyNotFoundException} where
     *     a plugin is missing
     */
    public CloudHost get(String label) {
        return engine.create(definitions.define(label));
    }

    /**
     * Make hosts and set them up in parallel, as many at a time as {@link Builder#setupsAtATime} says.
     *
     * <pre>{@code
     * try (StartedHosts hosts = CloudHosts.load().startAll("server", "client", "client")) {
     *     connect(hosts.get("server").getHostName(), hosts.all("client"));
     * }
     * }</pre>
     *
     * <p>When one fails, no other begins, those whose setup is under way are interrupted, and all of them are torn down before
     * this method throws. The same happens when the calling thread is interrupted, which stays interrupted. No thread of this
     * method is left when it returns or throws.
     *
     * @param labels the hosts' labels; each may come several times, for as many hosts
     * @return all of the hosts, each of them up; the caller closes it
     * @throws io.cloudhost.core.ConfigurationException as {@link #get(String)} does, before any host is set up, with what is
     *     wrong about further labels suppressed
     * @throws CloudHostException when not all are up. Names all failures, with the first as its cause and the others
     *     suppressed; also what could not be torn down again
     */
    public StartedHosts startAll(String... labels) {
        return starter.start(List.of(labels));
    }

    /**
     * Tell how many hosts {@link #startAll} sets up at the same time: for embedders that set hosts up in parallel themselves.
     *
     * @return at least 1
     */
    public int setupsAtATime() {
        return starter.atATime();
    }

    /**
     * Return the hosts that are configured.
     *
     * @return the names of the sections in all {@code cloudhost.conf}; hosts that stand in the system properties alone are
     *     not among them, though {@link #get(String)} makes them
     */
    public SortedSet<String> labels() {
        return Collections.unmodifiableSortedSet(configuration.labels());
    }

    /**
     * Tell who the hosts that this instance makes belong to.
     *
     * @return the owner; two instances differ in its session
     */
    public Owner owner() {
        return owner;
    }

    /**
     * Tell how a host would be made, without making anything. May contact the place that it would be made at.
     *
     * @param label the host's label
     * @return the plan
     * @throws io.cloudhost.core.ConfigurationException as {@link #get(String)} does
     * @throws CloudHostException when the host's provider plans nothing, or what the plan needs cannot be found out
     */
    public HostPlan plan(String label) {
        return plans.plan(label);
    }

    /**
     * Tell how a host would be made from a base that is described in a file. Contacts nobody.
     *
     * @param baseDescription a file in the form of the only provider on the classpath that plans hosts, e.g. libvirt's
     *     domain XML
     * @return the plan, made with the provider's default settings; its host is named after the file
     * @throws CloudHostException when there is no such provider or more than one, or the file cannot be read or is not of
     *     that form
     */
    public HostPlan plan(Path baseDescription) {
        return plans.plan(baseDescription);
    }

    /**
     * Tell how a host would be made from a base that is described. Contacts nobody.
     *
     * @param label what the host is named after; need not be configured
     * @param baseDescription in the form of the only provider on the classpath that plans hosts, e.g. libvirt's domain XML,
     *     as it would be in a file
     * @return the plan, made with the provider's default settings
     * @throws CloudHostException when there is no such provider or more than one, or the description is not of that form
     */
    public HostPlan plan(String label, byte[] baseDescription) {
        return plans.plan(label, baseDescription);
    }

    /**
     * Open the list of the hosts at the place where a host would be made, whoever made them. Contacts nobody: a place that
     * cannot be reached is found out by {@link HostInventory#list()} and {@link HostInventory#remove(String)}.
     *
     * @param label the host's label
     * @return the inventory; the caller closes it
     * @throws io.cloudhost.core.ConfigurationException as {@link #get(String)} does
     * @throws CloudHostException when the host's provider makes nothing that could be listed
     */
    public HostInventory inventory(String label) {
        return inventories.open(label);
    }

    /**
     * Open the list of the hosts at the place where a host would be made, if that is a place with a list.
     * Contacts nobody, as {@link #inventory(String)}.
     *
     * @param label the host's label
     * @return the inventory, to be closed by the caller; empty where the host's provider makes nothing that could be listed
     * @throws io.cloudhost.core.ConfigurationException as {@link #get(String)} does
     */
    public Optional<HostInventory> findInventory(String label) {
        return inventories.find(label);
    }

    /**
     * Open the lists of the hosts at all places where configured hosts would be made, each place once. Contacts nobody, as
     * {@link #inventory(String)}.
     *
     * <p>Sections that no provider claims are passed over: they may be there to be used in substitutions.
     *
     * <p>A host that is not configured properly keeps nobody from the others: its inventory has the label for a place, and
     * throws the {@link io.cloudhost.core.ConfigurationException} when it is used.
     *
     * @return the inventories; the caller closes each of them
     * @throws CloudHostException when a provider fails to open one of them; none is left open then
     */
    public List<HostInventory> inventories() {
        return inventories.openAll(configuration.labels());
    }

    /**
     * Remove what nobody wants any more from all places where configured hosts would be made: the hosts of processes that
     * have ended, or are not heard of any more, and those whose removal was begun. Touches nothing else.
     *
     * <p>A host whose record has expired by the clock of this machine is removed only when its owner was seen not to renew
     * it: this method waits for that, once for all of them, up to ten minutes. An interrupt ends the wait, and what is left;
     * the thread keeps its interrupt status.
     *
     * @param mode whether to remove anything
     * @param listener hears when the wait begins
     * @return what was found and done; also where a place could not be reached or a host not removed
     * @throws CloudHostException when a provider fails to open one of the places
     */
    public SweepReport sweep(SweepMode mode, SweepListener listener) {
        List<HostInventory> places = inventories();
        try {
            return sweeps.sweep(places, mode, listener);
        } finally {
            places.forEach(HostInventory::close);
        }
    }

    /**
     * Find out whether a host could be set up: look at its settings, and at all that its provider and its strategies need, and
     * note each thing. Creates nothing, and removes nothing. What hangs is given up after a minute.
     *
     * @param label the host's label; one that is not configured is a finding, too
     * @param listener hears of each finding as soon as there is one, on the calling thread. Must not throw
     * @return all findings, in the same order; what is wrong with the configuration is among them
     * @throws CloudHostException when the calling thread is interrupted, which it then still is
     */
    public List<Finding> examine(String label, Consumer<Finding> listener) {
        return examinations.examine(label, listener);
    }

    /**
     * Find out whether the hosts that are configured could be set up, as {@link #examine(String, Consumer)} does for one,
     * several at a time.
     * Sections that no provider claims are passed over.
     *
     * @param listener hears of each finding, on the calling thread. Must not throw
     * @return all findings, in the same order: those of each host together, also what hosts have in common
     * @throws CloudHostException when the calling thread is interrupted, which it then still is
     */
    public List<Finding> examine(Consumer<Finding> listener) {
        return examinations.examineAll(listener);
    }

    /** Say what to read and who hears of what happens. Used by one thread. */
    public static final class Builder {

        private @Nullable ClassLoader classLoader;
        private final List<GivenSettings> settings = new ArrayList<>();
        private final List<Object> plugins = new ArrayList<>();
        private final List<CloudHostListener> listeners = new ArrayList<>();
        private Optional<Path> configFile = Optional.empty();
        private boolean usualFiles = true;
        private Lifetime lifetime = Lifetime.SESSION;
        private boolean tearDownAtExit = true;
        private int setupsAtATime = ParallelHosts.DEFAULT_AT_A_TIME;
        private Duration exitLimit = ExitTeardown.LIMIT;
        private WaitableClock clock = WaitableClock.system();
        private @Nullable Surroundings surroundings;

        private Builder() {}

        /**
         * Search one class loader for plugins and configuration.
         *
         * @param loader the only one that is searched; where none is given, the context class loader of the thread that
         *     builds, or the one of this class where the thread has none
         * @return this
         */
        public Builder classLoader(ClassLoader loader) {
            this.classLoader = loader;
            return this;
        }

        /**
         * Read a file in place of {@code ~/.cloudhost/cloudhost.conf} and {@code ./cloudhost.conf}.
         *
         * @param file the file; must exist when the hosts are built
         * @return this
         */
        public Builder configFile(Path file) {
            this.configFile = Optional.of(file);
            return this;
        }

        /**
         * Say whether to read {@code cloudhost.conf} of the user, of the working directory and on the classpath. A file that
         * is {@linkplain #configFile named}, settings that are given here, system properties and the defaults are read in
         * any case.
         *
         * @param wanted where nothing is said, they are read
         * @return this
         */
        public Builder usualFiles(boolean wanted) {
            this.usualFiles = wanted;
            return this;
        }

        /**
         * Add settings, as a file would have them. They go before those of all files, and after the system properties.
         *
         * @param hocon the text, which can do what a file can: name hosts, change defaults, use substitutions. Of several,
         *     the last one wins, key by key
         * @return this; that the text is valid is found out when the hosts are built
         */
        public Builder settings(String hocon) {
            settings.add(GivenSettings.of(hocon));
            return this;
        }

        /**
         * Add settings, by their paths. They go before those of all files, and after the system properties.
         *
         * @param values from a path, e.g. {@code nat_host.networkDeviceId}, or from a name to a map of the same kind. A value
         *     is a text, a number, a boolean, a {@link Duration}, an {@link java.net.InetAddress}, a {@link Path}, a
         *     {@link java.io.File}, a {@link java.net.URI}, or a collection of these; never null. A text stands for itself:
         *     substitutions are only put into {@linkplain #settings(String) HOCON}. Of several, the last one wins, key by key
         * @return this
         * @throws IllegalArgumentException when a value is of another kind, a path is not a valid one, or one is a value and a
         *     section at once
         */
        public Builder settings(Map<String, ?> values) {
            settings.add(GivenSettings.of(values));
            return this;
        }

        /**
         * Use a provider beside those that are found.
         *
         * @param provider of its class, no other instance is used
         * @return this
         */
        public Builder plugin(CloudHostProvider provider) {
            plugins.add(provider);
            return this;
        }

        /**
         * Use a strategy beside those that are found.
         *
         * @param strategy of its class, no other instance is used
         * @return this
         */
        public Builder plugin(IpLookupStrategyProvider strategy) {
            plugins.add(strategy);
            return this;
        }

        /**
         * Use a readiness check beside those that are found.
         *
         * @param check of its class, no other instance is used
         * @return this
         */
        public Builder plugin(ReadinessCheckProvider check) {
            plugins.add(check);
            return this;
        }

        /**
         * Use a kind of shell beside those that are found.
         *
         * @param shell of its class, no other instance is used
         * @return this
         */
        public Builder plugin(GuestShellProvider shell) {
            plugins.add(shell);
            return this;
        }

        /**
         * Hear of every phase of every host.
         *
         * @param hearer who hears, beside those that were given before; what it throws is logged
         * @return this
         */
        public Builder listener(CloudHostListener hearer) {
            listeners.add(hearer);
            return this;
        }

        /**
         * Say how long the hosts are meant to live.
         *
         * @param duration where none is given, {@link Lifetime#SESSION}
         * @return this
         */
        public Builder lifetime(Lifetime duration) {
            this.lifetime = duration;
            return this;
        }

        /**
         * Say whether the hosts that nobody has torn down are torn down when the JVM shuts down: those that are up, but not
         * those that are {@linkplain Lifetime#DETACHED meant to stay}, and those that are being set up. That is done in
         * parallel and takes a minute at most; what is left then is logged. A setup that begins during the shutdown is
         * refused. An embedder that ends its hosts in an order of its own leaves it.
         *
         * @param wanted where nothing is said, they are
         * @return this
         */
        public Builder tearDownAtExit(boolean wanted) {
            this.tearDownAtExit = wanted;
            return this;
        }

        /**
         * Say how many hosts {@link CloudHosts#startAll} sets up at the same time. Each call counts for itself.
         *
         * @param most at least 1; where none is given, 8: more guests that boot at once than their hypervisor has cores
         *     take longer each
         * @return this
         * @throws IllegalArgumentException when it is less than 1
         */
        public Builder setupsAtATime(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("setupsAtATime must be at least 1, and is " + most);
            }
            this.setupsAtATime = most;
            return this;
        }

        Builder exitLimit(Duration other) {
            this.exitLimit = other;
            return this;
        }

        Builder clock(WaitableClock other) {
            this.clock = other;
            return this;
        }

        Builder surroundings(Surroundings others) {
            this.surroundings = others;
            return this;
        }

        /**
         * Read the configuration and find the plugins.
         *
         * @return the hosts
         * @throws io.cloudhost.core.ConfigurationException when a file of the configuration is missing, cannot be read or
         *     is not valid
         * @throws CloudHostException when two plugins have the same name, or one that was given is broken
         */
        public CloudHosts build() {
            Surroundings around = surroundings == null ? Surroundings.ofProcess() : surroundings;
            Optional<ExitTeardown> exit = tearDownAtExit
                    ? Optional.of(new ExitTeardown(ExitHooks.system(), clock, exitLimit))
                    : Optional.empty();
            ParallelHosts parallel = new ParallelHosts(setupsAtATime);
            ConfigurationSources sources = new ConfigurationSources(settings, configFile, usualFiles);
            CloudHostListener told = new JoinedListeners(listeners.stream()
                    .<CloudHostListener>map(GuardedListener::new)
                    .toList());
            Wiring wiring = new Wiring(
                    loader(), around, sources, new GivenPlugins(plugins), told, lifetime, clock, exit, parallel);
            try {
                return Guice.createInjector(wiring).getInstance(CloudHosts.class);
            } catch (ProvisionException e) {
                // Callers know nothing of Guice, which wraps what our own constructors throw.
                if (e.getCause() instanceof CloudHostException failure) {
                    throw failure;
                }
                throw e;
            }
        }

        private ClassLoader loader() {
            if (classLoader != null) {
                return classLoader;
            }
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return context == null ? CloudHosts.class.getClassLoader() : context;
        }
    }
}
