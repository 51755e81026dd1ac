package io.cloudhost.core.spi;

import java.util.List;

/** List and remove the hosts that a provider has made at one place, whoever made them. Used by one thread at a time. */
public interface HostInventory extends AutoCloseable {

    /**
     * Name the place. Two inventories of one place have the same hosts.
     *
     * @return e.g. a connection URL; free of secrets
     */
    String place();

    /**
     * List the hosts. Things at the place that this provider did not make are not among them.
     *
     * @return the hosts, in the order of their creation
     * @throws io.cloudhost.core.CloudHostException when the place cannot be reached
     */
    List<HostRecord> list();

    /**
     * Remove a host and all that was made for it.
     *
     * @param name the host's {@link HostRecord#name() name}
     * @throws io.cloudhost.core.CloudHostException when no host of this provider has the name, or something could not be
     *     removed, and names all of it; or when the host is gone and left damage, which it names
     */
    void remove(String name);

    @Override
    void close();
}
