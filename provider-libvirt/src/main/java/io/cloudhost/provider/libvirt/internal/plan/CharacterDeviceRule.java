package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Optional;
import java.util.Set;

/** Keeps serial ports, consoles and channels from writing to, or listening on, what is the base's. */
final class CharacterDeviceRule implements ElementRule {

    private static final Set<String> DEVICES = Set.of("serial", "parallel", "console", "channel");

    /** These have nothing outside the domain that two domains could share. */
    private static final Set<String> OWN = Set.of("pty", "null", "vc", "stdio", "spicevmc", "qemu-vdagent");

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!DEVICES.contains(element.name())) {
            return Optional.empty();
        }
        String type = element.attribute("type").orElse("pty");
        String name = element.name() + " " + type;
        if (element.child("log").isPresent()) {
            return ElementRule.refused(
                    name, "its log file is the base's, and the clone would write it", "remove its <log>");
        }
        if (OWN.contains(type)) {
            if (type.equals("pty")) {
                // A running base would name its pseudo terminal here.
                element.removeChildren("source");
                element.removeAttribute("tty");
            }
            return ElementRule.kept(name, "made anew for each domain");
        }
        if (element.name().equals("channel") && type.equals("unix")) {
            element.removeChildren("source");
            return ElementRule.rewritten(name, "socket path is chosen by libvirt");
        }
        return ElementRule.refused(
                name,
                "what it is connected to is the base's",
                "connect it to a pty: <" + element.name() + " type='pty'>");
    }
}
