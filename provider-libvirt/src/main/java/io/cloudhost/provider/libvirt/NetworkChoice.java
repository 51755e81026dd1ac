package io.cloudhost.provider.libvirt;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.plan.CloneInterface;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the network interface by which a host is found. */
final class NetworkChoice {

    private final Settings settings;
    private final String base;

    NetworkChoice(Settings settings, String base) {
        this.settings = settings;
        this.base = base;
    }

    /**
     * Chooses the interface on the network that the settings name, or the only one where they name none.
     *
     * @return its address; empty where the domain has no interface and the settings ask for none
     */
    Optional<MacAddress> choose(List<CloneInterface> interfaces) {
        Optional<String> wanted = settings.find(LibvirtKeys.NETWORK);
        List<CloneInterface> candidates = interfaces.stream()
                .filter(candidate ->
                        wanted.isEmpty() || candidate.network().name().equals(wanted.get()))
                .toList();
        if (candidates.size() == 1 || (candidates.isEmpty() && wanted.isEmpty())) {
            return candidates.stream().findFirst().map(CloneInterface::mac);
        }
        throw ambiguous(wanted, candidates, interfaces);
    }

    private ConfigurationException ambiguous(
            Optional<String> wanted, List<CloneInterface> candidates, List<CloneInterface> interfaces) {
        String has = interfaces.isEmpty() ? "It has no network interface" : "It has: " + list(interfaces);
        if (wanted.isEmpty()) {
            return settings.refusal(
                    LibvirtKeys.NETWORK,
                    "missing, and the base domain '" + base + "' has several network interfaces. Name one of: "
                            + list(interfaces));
        }
        if (candidates.isEmpty()) {
            return settings.refusal(
                    LibvirtKeys.NETWORK, "the base domain '" + base + "' has no network interface on it. " + has);
        }
        return settings.refusal(
                LibvirtKeys.NETWORK,
                "the base domain '" + base + "' has " + candidates.size()
                        + " network interfaces on it, and only one can be looked up. " + has);
    }

    private static String list(List<CloneInterface> interfaces) {
        return interfaces.stream().map(item -> item.network().toString()).collect(Collectors.joining(", "));
    }
}
