package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.libvirt.Domain;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

/** What the domains of one connection are like, for people. */
final class LibvirtReports {

    private static final int NO_FLAGS = 0;
    private static final int LIVE_XML = 0;

    private final LibvirtConnection connection;

    LibvirtReports(LibvirtConnection connection) {
        this.connection = connection;
    }

    Optional<DomainReport> report(UUID uuid) {
        String what = "find out how the domain " + uuid + " is";
        return LibvirtCall.find(what, () -> {
            Domain domain = connection.domainLookupByUUID(uuid);
            try {
                DomainState state = LibvirtDomains.state(domain.getInfo());
                String xml = domain.getXMLDesc(LIVE_XML);
                return nativeReport(uuid, what, state, xml);
            } finally {
                domain.free();
            }
        });
    }

    private DomainReport nativeReport(UUID uuid, String what, DomainState state, String xml) {
        DomainPointer domain = connection.domain(uuid, what);
        try {
            return new DomainReport(state, reason(domain, state), xml, messages(domain));
        } finally {
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    private static String reason(DomainPointer domain, DomainState state) {
        IntByReference number = new IntByReference();
        int result = UnboundCalls.LIBVIRT.virDomainGetState(domain, new IntByReference(), number, NO_FLAGS);
        return result == 0 ? StateReason.of(state, number.getValue()) : "";
    }

    private static List<String> messages(DomainPointer domain) {
        PointerByReference array = new PointerByReference();
        int count;
        try {
            count = UnboundCalls.LIBVIRT.virDomainGetMessages(domain, array, NO_FLAGS);
        } catch (UnsatisfiedLinkError e) {
            // Libvirt is older than 7.1.
            return List.of();
        }
        if (count < 0) {
            return List.of();
        }
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Pointer message = array.getValue().getPointer((long) i * Native.POINTER_SIZE);
            messages.add(message.getString(0, "UTF-8"));
            Native.free(Pointer.nativeValue(message));
        }
        Native.free(Pointer.nativeValue(array.getValue()));
        return messages;
    }
}
