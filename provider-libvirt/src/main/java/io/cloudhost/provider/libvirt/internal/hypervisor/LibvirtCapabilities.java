package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the hypervisor of one connection can give to domains. */
final class LibvirtCapabilities {

    private final LibvirtConnection connect;

    LibvirtCapabilities(LibvirtConnection connect) {
        this.connect = connect;
    }

    FolderSharing folderSharing(String domain) {
        long version = LibvirtCall.call("read libvirt's version", connect::getLibVersion);
        return new FolderSharing(
                describe(XmlElement.parse(domain)).flatMap(LibvirtCapabilities::folderDrivers), version);
    }

    /** Returns empty where this hypervisor does not tell. */
    private Optional<String> describe(XmlElement domain) {
        Optional<XmlElement> machine = domain.child("os").flatMap(os -> os.child("type"));
        @Nullable
        Pointer answer = connect.domainCapabilities(
                domain.child("devices")
                        .flatMap(devices -> devices.child("emulator"))
                        .flatMap(XmlElement::text)
                        .orElse(null),
                machine.flatMap(type -> type.attribute("arch")).orElse(null),
                machine.flatMap(type -> type.attribute("machine")).orElse(null),
                domain.attribute("type").orElse(null));
        if (answer == null) {
            HypervisorException refusal = LibvirtCall.refusal("read what the hypervisor can give to a domain");
            if (refusal.isUnsupported()) {
                return Optional.empty();
            }
            throw refusal;
        }
        try {
            return Optional.of(answer.getString(0, StandardCharsets.UTF_8.name()));
        } finally {
            Native.free(Pointer.nativeValue(answer));
        }
    }

    /** Returns empty where libvirt says nothing of file systems, as old versions do. */
    static Optional<Set<String>> folderDrivers(String capabilities) {
        return XmlElement.parse(capabilities)
                .child("devices")
                .flatMap(devices -> devices.child("filesystem"))
                .map(filesystem -> filesystem
                        .children("enum")
                        .filter(choices -> choices.attribute("name")
                                .filter("driverType"::equals)
                                .isPresent())
                        .flatMap(choices -> choices.children("value"))
                        .flatMap(value -> value.text().stream())
                        .collect(Collectors.toSet()));
    }
}
