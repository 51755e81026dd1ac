package io.cloudhost.provider.libvirt.internal.plan;

import java.util.Optional;

/**
 * Name what a network interface is connected to.
 *
 * @param kind {@code network}, {@code bridge}, or another of libvirt's interface types
 * @param name the name of the network, the bridge or the device; empty where that kind has none
 */
public record NetworkSource(String kind, String name) {

    /**
     * Read the source of an interface.
     *
     * @param element the domain's {@code <interface>}
     * @return what it is connected to
     */
    public static NetworkSource of(XmlElement element) {
        String kind = element.attribute("type").orElse("");
        String name = element.child("source")
                .flatMap(source -> source.attribute("network")
                        .or(() -> source.attribute("bridge"))
                        .or(() -> source.attribute("dev")))
                .orElse("");
        return new NetworkSource(kind, name);
    }

    /**
     * Return the name where libvirt itself runs the network, and so its DHCP server, too.
     *
     * @return the network's name; empty for a bridge or a device
     */
    public Optional<String> libvirtNetwork() {
        return kind.equals("network") ? Optional.of(name) : Optional.empty();
    }

    /**
     * Return the source for people.
     *
     * @return e.g. {@code bridge br0}
     */
    @Override
    public String toString() {
        return name.isEmpty() ? kind : kind + " " + name;
    }
}
