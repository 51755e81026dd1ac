package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Set;

/** Keeps serial ports and what is like them from writing to, or listening on, what is the base's. */
final class CharacterDeviceRule implements ElementRule {

    private static final Set<String> DEVICES = Set.of("serial", "parallel", "console", "channel", "redirdev");

    /** How many can reach one daemon. */
    private static final Set<String> CONNECTIONS = Set.of("unix", "tcp", "udp");

    private static final String USE_THE_KERNEL = "use <backend model='random'>/dev/urandom";

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (DEVICES.contains(element.name())) {
            return new CharacterBackend(element, draft)
                    .decide(element.attribute("type").orElse("pty"));
        }
        return switch (element.name()) {
            case "smartcard" -> smartcard(element, draft);
            case "rng" -> randomness(element);
            default -> NOT_MINE;
        };
    }

    private static List<Decision> smartcard(XmlElement element, Draft draft) {
        return switch (element.attribute("mode").orElse("")) {
            case "host-certificates" -> ElementRule.shared("smartcard", "certificates are only read");
            case "passthrough" ->
                new CharacterBackend(element, draft)
                        .decide(element.attribute("type").orElse("spicevmc"));
            default -> draft.hostDevice(element, "smartcard", "a card reader has one owner");
        };
    }

    /** A daemon that hands out randomness is there for many; a port to wait for one on is not, and a file gets written. */
    private static List<Decision> randomness(XmlElement element) {
        List<XmlElement> daemons = element.children("backend")
                .filter(backend ->
                        backend.attribute("model").filter("egd"::equals).isPresent())
                .toList();
        boolean listens = daemons.stream()
                .flatMap(daemon -> daemon.children("source"))
                .anyMatch(source ->
                        source.attribute("mode").filter("bind"::equals).isPresent());
        if (listens) {
            return ElementRule.refused("rng", "its backend listens on a fixed address", USE_THE_KERNEL);
        }
        boolean writes = daemons.stream()
                .anyMatch(daemon -> daemon.child("log").isPresent()
                        || daemon.attribute("type")
                                .filter(CONNECTIONS::contains)
                                .isEmpty());
        return writes
                ? ElementRule.refused("rng", "its backend writes to what is the base's", USE_THE_KERNEL)
                : ElementRule.shared("rng", "randomness is only read");
    }
}
