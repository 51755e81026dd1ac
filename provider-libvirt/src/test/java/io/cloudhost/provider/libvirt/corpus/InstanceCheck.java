package io.cloudhost.provider.libvirt.corpus;

import java.util.List;

/** What ties a domain to one instance: processors of the host, labels, a moment in time. */
final class InstanceCheck {

    private static final List<String> PINNING = List.of(
            "cputune/vcpupin", "cputune/emulatorpin", "cputune/iothreadpin", "cputune/cachetune", "cputune/memorytune");

    private InstanceCheck() {}

    static void check(Comparison comparison) {
        PINNING.stream()
                .flatMap(place -> Xml.children(comparison.cloned(), place).stream())
                .forEach(element -> comparison.report(element, "takes the base's share of the host's processors"));
        Xml.children(comparison.cloned(), "vcpu").stream()
                .filter(vcpu -> vcpu.hasAttribute("cpuset"))
                .forEach(vcpu -> comparison.report(vcpu, "cpuset", "takes the base's share of the host's processors"));
        Xml.children(comparison.cloned(), "seclabel").stream()
                .filter(label -> Xml.has(label, "type", "static"))
                .forEach(label -> comparison.report(label, "is the base's: static"));
        Xml.children(comparison.cloned(), "clock").stream()
                .filter(clock -> Xml.has(clock, "offset", "absolute"))
                .forEach(clock -> comparison.report(clock, "starts at one moment"));
        Xml.children(comparison.cloned(), "resource/fibrechannel")
                .forEach(element -> comparison.report(element, "names one machine to the fabric"));
    }
}
