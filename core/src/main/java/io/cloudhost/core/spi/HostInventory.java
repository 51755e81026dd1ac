package io.cloudhost.core.spi;

import java.util.List;
import java.util.function.Predicate;

/** List and remove the hosts that a provider has made at one place, whoever made them. Used by one thread at a time. */
public interface HostInventory extends AutoCloseable {

    /**
     * Name the place. Two inventories of one place have the same hosts.
     *
     * @return e.g. a connection URL; free of secrets
     */
    String place();

    /**
     * List the hosts. Things at the place that this provider did not make are not among them, nor is what cannot be read.
     *
     * @return the hosts, in the order of their creation
     * @throws io.cloudhost.core.CloudHostException when the place cannot be reached
     */
    List<HostRecord> list();

    /**
     * Remove a host and all that was made for it, whoever made it. Where that is cut short, the host's record says that its
     * removal was begun.
     *
     * @param name the host's {@link HostRecord#name() name}
     * @throws io.cloudhost.core.CloudHostException when no host of this provider has the name, or something could not be
     *     removed, and names all of it; or when the host is gone and left damage, which it names
     */
    void remove(String name);

    /**
     * Remove a host as {@link #remove(String)} does, if it is still there and as it is expected to be. Its record is read
     * once more for that, as shortly before the removal as can be.
     *
     * @param name the host's {@link HostRecord#name() name}
     * @param condition what to expect of the record
     * @return whether it was removed; false where there is no such host any more, or it is not as expected
     * @throws io.cloudhost.core.CloudHostException as {@link #remove(String)} does
     */
    default boolean remove(String name, Predicate<HostRecord> condition) {
        boolean expected = list().stream().anyMatch(host -> host.name().equals(name) && condition.test(host));
        if (expected) {
            remove(name);
        }
        return expected;
    }

    @Override
    void close();
}
