package io.cloudhost.core.spi;

/** Tell how a host would be made, without making anything. */
public interface HostPlanner {

    /**
     * Plan a host.
     *
     * @param host what is wanted
     * @return the plan
     * @throws io.cloudhost.core.CloudHostException when what the plan needs to know cannot be found out
     */
    HostPlan plan(HostDefinition host);

    /**
     * Plan a host from the description of its base alone. Contacts nobody.
     *
     * @param host what is wanted; its settings need not name a base
     * @param description the base in the provider's own form, e.g. libvirt's domain XML, as it is in a file: such a form may
     *     say itself how its characters are encoded
     * @return the plan
     * @throws io.cloudhost.core.CloudHostException when the description is not of that form
     */
    HostPlan plan(HostDefinition host, byte[] description);
}
