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

    String version() {
        return new FolderSharing(Optional.empty(), LibvirtCall.call("read libvirt's version", connect::getLibVersion))
                .versionText();
    }

    /** Libvirt refuses to say what KVM could give where there is none. */
    Optional<Boolean> hasKvm(String domain) {
        try {
            XmlElement of = XmlElement.parse(domain);
            // Whether there is the domain's kind of machine is another question.
            return describe(emulator(of), architecture(of), null, "kvm").map(capabilities -> true);
        } catch (HypervisorException e) {
            if (e.isImpossible()) {
                return Optional.of(false);
            }
            throw e;
        }
    }

    private Optional<String> describe(XmlElement domain) {
        return describe(
                emulator(domain),
                architecture(domain),
                machine(domain).flatMap(type -> type.attribute("machine")).orElse(null),
                domain.attribute("type").orElse(null));
    }

    private static @Nullable String emulator(XmlElement domain) {
        return domain.child("devices")
                .flatMap(devices -> devices.child("emulator"))
                .flatMap(XmlElement::text)
                .orElse(null);
    }

    private static @Nullable String architecture(XmlElement domain) {
        return machine(domain).flatMap(type -> type.attribute("arch")).orElse(null);
    }

    private static Optional<XmlElement> machine(XmlElement domain) {
        return domain.child("os").flatMap(os -> os.child("type"));
    }

    /** Returns empty where this hypervisor does not tell. */
    private Optional<String> describe(
            @Nullable String emulator, @Nullable String architecture, @Nullable String machine, @Nullable String kind) {
        @Nullable Pointer answer = connect.domainCapabilities(emulator, architecture, machine, kind);
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
