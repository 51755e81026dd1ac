package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives every network interface an address of its own, and drops what ties it to the base's port on a switch. */
final class InterfaceRule implements ElementRule {

    private static final Set<String> OF_ONE_MACHINE = Set.of("vhostuser", "hostdev", "vdpa");

    /** Identify one port of a virtual switch; libvirt makes new ones. */
    private static final List<String> PORT_IDS = List.of("interfaceid", "instanceid", "profileid");

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("interface")) {
            return Optional.empty();
        }
        NetworkSource network = NetworkSource.of(element);
        String name = "interface on " + network;
        if (OF_ONE_MACHINE.contains(network.kind())) {
            return ElementRule.refused(
                    name,
                    "an interface of type '" + network.kind() + "' belongs to one machine at a time",
                    "use an interface on a network or a bridge");
        }
        CloneInterface own = draft.interfaceOn(network);
        element.childOrNew("mac").setAttribute("address", own.mac().toString());
        element.child("mac").ifPresent(mac -> mac.removeAttribute("check"));
        element.removeChildren("target");
        element.child("source").ifPresent(source -> source.removeAttribute("portid"));
        element.children("virtualport")
                .flatMap(port -> port.children("parameters"))
                .forEach(parameters -> PORT_IDS.forEach(parameters::removeAttribute));
        return ElementRule.rewritten(name, "MAC " + own.mac());
    }
}
