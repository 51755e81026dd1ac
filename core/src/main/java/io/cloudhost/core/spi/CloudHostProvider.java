package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import java.util.Optional;

/**
 * Make hosts of one kind. Found by {@link java.util.ServiceLoader}.
 *
 * <p>One instance serves all hosts, from many threads at once; it holds no state of theirs. A provider's defaults stand
 * in its {@code reference.conf} below {@code cloudhost.provider.<name>}.
 */
public interface CloudHostProvider {

    /**
     * Return the provider's name: the value of a host's {@code provider} key. Case does not matter.
     *
     * @return lower case, never changes, e.g. {@code libvirt}
     */
    String name();

    /**
     * Return the keys that a host of this provider may have.
     *
     * @return the schema; keys of the engine and sections of strategies are added to it
     */
    SettingsSchema schema();

    /**
     * Tell whether a host is of this provider's kind. Asked where the host names no {@code provider}.
     *
     * @param host the label's settings, without any defaults
     * @return whether it is, e.g. because it has a key that only this provider knows; false means "not mine" and is never
     *     an error
     */
    boolean claims(Settings host);

    /**
     * Make a host that is not set up yet. Must not create anything outside the process, and need not connect anywhere.
     *
     * @param host what is wanted
     * @param context what the engine gives
     * @return the host; the caller tears it down
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    CloudHost create(HostDefinition host, ProviderContext context);

    /**
     * Open the list of the hosts that this provider has made at the place that a definition names. Must not connect
     * anywhere: a place that cannot be reached is found out by {@link HostInventory#list()} and
     * {@link HostInventory#remove(String)}.
     *
     * @param host names the place
     * @return the inventory, to be closed by the caller; empty where this provider makes nothing that could be listed
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    default Optional<HostInventory> inventory(HostDefinition host) {
        return Optional.empty();
    }

    /**
     * Return what tells how a host would be made.
     *
     * @param owner whom the host would belong to
     * @return the planner, or empty where there is nothing to plan
     */
    default Optional<HostPlanner> planner(Owner owner) {
        return Optional.empty();
    }

    /**
     * Find out whether a host could be set up: look at all that a setup needs, in its order, and note each thing. Creates
     * nothing anywhere, and leaves nothing open. Called on a thread of its own, for several hosts at the same time, which is
     * interrupted where it takes more than a minute. What is thrown becomes one more bad finding.
     *
     * @param host what is wanted; {@link #create} has taken it
     * @param context as for {@link #create}; the engine closes all that it gives out. The host's strategies are examined after
     *     this where {@link #create} or this method has asked for the lookup
     * @param examination takes the findings
     * @return what the place could tell of the addresses of such a host, for strategies that ask the provider: nothing yet
     *     where a source would know, {@linkplain IpLookupException#permanentFailure permanently} refused where it never will,
     *     {@linkplain IpLookupException#transientFailure for now} where that was not found out
     * @throws InterruptedException when the thread is interrupted
     */
    default AddressReports examine(HostDefinition host, ProviderContext context, Examination examination)
            throws InterruptedException {
        examination.skipped("provider " + name(), "it has no checks of its own");
        return AddressReports.NONE;
    }
}
