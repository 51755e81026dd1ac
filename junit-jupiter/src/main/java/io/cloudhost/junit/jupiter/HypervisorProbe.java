package io.cloudhost.junit.jupiter;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.BoundedCalls;
import io.cloudhost.core.spi.HostInventory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Looks whether the place answers where hosts are made: it is asked for the hosts that are there. */
final class HypervisorProbe {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CloudHosts hosts;
    private final Duration limit;

    HypervisorProbe(CloudHosts hosts) {
        this(hosts, LIMIT);
    }

    HypervisorProbe(CloudHosts hosts, Duration limit) {
        this.hosts = hosts;
        this.limit = limit;
    }

    /**
     * Looks once.
     *
     * @throws ConfigurationException when the host is configured in a way that cannot work
     */
    Reachability look(String label) {
        try {
            return hosts.findInventory(label)
                    .map(inventory -> look(label, inventory))
                    .orElseGet(() -> new Reachability(true, label + ": made at no place that could be asked"));
        } catch (ConfigurationException e) {
            if (isNotConfigured(label, e)) {
                return new Reachability(false, String.valueOf(e.getMessage()));
            }
            throw e;
        } catch (CloudHostException e) {
            return new Reachability(false, label + ": " + e.getMessage());
        }
    }

    private boolean isNotConfigured(String label, ConfigurationException failure) {
        return failure.key().equals(label) && !hosts.labels().contains(label);
    }

    private Reachability look(String label, HostInventory inventory) {
        String place = inventory.place();
        try (BoundedCalls call = new BoundedCalls("cloudhost-probe")) {
            call.call(limit, () -> {
                try (inventory) {
                    return inventory.list();
                }
            });
            return new Reachability(true, label + ": " + place + " answers");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConfigurationException mistake) {
                throw mistake;
            }
            return unreachable(label, place, CloudHostException.describe(Objects.requireNonNull(e.getCause())));
        } catch (TimeoutException e) {
            return unreachable(label, place, "no answer within " + limit.toMillis() / 1000.0 + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudHostException(label + ": the thread was interrupted while " + place + " was asked", e);
        }
    }

    private static Reachability unreachable(String label, String place, String why) {
        return new Reachability(false, label + ": " + place + " cannot be reached: " + why);
    }
}
