package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Set;

/** Keeps serial ports and what is like them from writing to, or listening on, what is the base's. */
final class CharacterDeviceRule implements ElementRule {

    private static final Set<String> DEVICES = Set.of("serial", "parallel", "console", "channel", "redirdev");

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

    /** A daemon that hands out randomness is there for many; a port to wait for one on is not. */
    private static List<Decision> randomness(XmlElement element) {
        boolean listens = element.children("backend")
                .flatMap(backend -> backend.children("source"))
                .anyMatch(source ->
                        source.attribute("mode").filter("bind"::equals).isPresent());
        return listens
                ? ElementRule.refused(
                        "rng", "its backend listens on a fixed address", "use <backend model='random'>/dev/urandom")
                : ElementRule.shared("rng", "randomness is only read");
    }
}
