package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hold the hosts that {@link CloudHosts#startAll} has set up, in the order of their labels there.
 *
 * <p>Thread-safe. Each of the hosts may also be torn down by itself.
 */
public final class StartedHosts implements AutoCloseable {

    private final List<String> labels;
    private final List<CloudHost> hosts;
    private final ParallelHosts parallel;

    StartedHosts(List<String> labels, List<CloudHost> hosts, ParallelHosts parallel) {
        this.labels = List.copyOf(labels);
        this.hosts = List.copyOf(hosts);
        this.parallel = parallel;
    }

    /**
     * Return all hosts.
     *
     * @return the hosts in their order; cannot be changed
     */
    public List<CloudHost> all() {
        return hosts;
    }

    /**
     * Return the hosts of a label.
     *
     * @param label one of those that were started
     * @return the hosts in their order, at least one; cannot be changed
     * @throws IllegalArgumentException when no host of this label was started
     */
    public List<CloudHost> all(String label) {
        List<CloudHost> found = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            if (labels.get(i).equals(label)) {
                found.add(hosts.get(i));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no host of label '" + label + "' was started. There are: " + String.join(", ", labels));
        }
        return List.copyOf(found);
    }

    /**
     * Return a host by its place in the order.
     *
     * @param index 0 for the first
     * @return the host
     * @throws IndexOutOfBoundsException when there is none
     */
    public CloudHost get(int index) {
        return hosts.get(index);
    }

    /**
     * Return the only host of a label.
     *
     * @param label one of those that were started
     * @return the host
     * @throws IllegalArgumentException when no host of this label was started, or more than one
     */
    public CloudHost get(String label) {
        List<CloudHost> found = all(label);
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    found.size() + " hosts of label '" + label + "' were started: get them by index, or all of them");
        }
        return found.get(0);
    }

    /**
     * Tear all hosts down, in parallel, and wait until that is done; an interrupted thread waits too, and stays interrupted.
     * Idempotent. A host that fails keeps no other from being torn down; closing again tries the failed ones again.
     *
     * @throws CloudHostException when one failed, with the first failure as its cause, and the others suppressed
     */
    @Override
    public void close() {
        List<Throwable> failures = parallel.tearDown(hosts);
        if (failures.isEmpty()) {
            return;
        }
        CloudHostException exception = new CloudHostException(
                failures.size() + " of " + hosts.size() + " hosts cannot be torn down: "
                        + ParallelHosts.describe(failures),
                failures.get(0));
        failures.stream().skip(1).forEach(exception::addSuppressed);
        throw exception;
    }
}
