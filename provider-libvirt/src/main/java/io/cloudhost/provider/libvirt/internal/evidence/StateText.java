package io.cloudhost.provider.libvirt.internal.evidence;

import io.cloudhost.provider.libvirt.internal.hypervisor.DomainReport;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Write for people how a domain is. */
public final class StateText {

    private StateText() {}

    /**
     * Write it.
     *
     * @param report what the hypervisor says of the domain
     * @return the state, libvirt's messages, and a line for each network interface and disk
     */
    public static String of(DomainReport report) {
        XmlElement devices = XmlElement.parse(report.xml()).child("devices").orElseThrow(IllegalArgumentException::new);
        List<String> lines = new ArrayList<>();
        lines.add("state: " + report.condition());
        report.messages().forEach(message -> lines.add("libvirt says: " + message));
        devices.children("interface").forEach(each -> lines.add("interface: " + interfaceLine(each)));
        devices.children("disk").forEach(each -> lines.add("disk: " + diskLine(each)));
        return String.join("\n", lines) + "\n";
    }

    private static String interfaceLine(XmlElement element) {
        return Stream.of(
                        attribute(element, "mac", "address", ""),
                        attribute(element, "source", "network", "network "),
                        attribute(element, "source", "bridge", "bridge "),
                        attribute(element, "source", "dev", "device "),
                        attribute(element, "target", "dev", "host's side "),
                        attribute(element, "model", "type", "model "),
                        attribute(element, "link", "state", "link "))
                .flatMap(part -> part)
                .collect(Collectors.joining(", "));
    }

    private static String diskLine(XmlElement element) {
        return Stream.of(
                        attribute(element, "target", "dev", ""),
                        attribute(element, "source", "file", ""),
                        attribute(element, "source", "dev", ""),
                        attribute(element, "driver", "type", "format "))
                .flatMap(part -> part)
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> attribute(XmlElement element, String child, String attribute, String word) {
        return element.child(child).flatMap(found -> found.attribute(attribute)).map(word::concat).stream();
    }
}
