package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.libvirt.jna.Libvirt.VirFreeCallback;
import org.libvirt.jna.virError;

/**
 * A connection that tells when libvirt has let go of a callback.
 *
 * <p>Libvirt-java's own listeners do not: they give up the only reference to the native callback when it is deregistered,
 * while libvirt's event loop may be about to call it, which ends the process once the callback is collected.
 */
final class LibvirtConnection extends Connect {

    private static final int LIFECYCLE = 0;

    LibvirtConnection(String url) throws LibvirtException {
        super(url);
    }

    /**
     * Registers for the lifecycle events of one domain.
     *
     * @param uuid the domain
     * @param callback is called by the event loop; the caller keeps it reachable until {@code released} was called
     * @param released is called when libvirt will not call {@code callback} again, and by a thread that holds a lock of
     *     libvirt; the caller keeps it reachable until then; never called when this method fails
     * @return the number of the registration
     */
    int registerLifecycle(UUID uuid, VirConnectDomainEventCallback callback, VirFreeCallback released)
            throws LibvirtException {
        // Fails as other calls do where the domain or the connection is gone: that exception cannot be made here.
        domainLookupByUUID(uuid).free();
        DomainPointer domain = Libvirt.INSTANCE.virDomainLookupByUUIDString(vcp, uuid.toString());
        if (domain == null) {
            throw refused(uuid);
        }
        try {
            int registration =
                    Libvirt.INSTANCE.virConnectDomainEventRegisterAny(vcp, domain, LIFECYCLE, callback, null, released);
            if (registration < 0) {
                throw refused(uuid);
            }
            return registration;
        } finally {
            // Libvirt has kept the UUID, and needs no handle.
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    /** Fails silently: what a broken connection refuses, it has also forgotten. */
    void deregister(int registration) {
        Libvirt.INSTANCE.virConnectDomainEventDeregisterAny(vcp, registration);
    }

    private static HypervisorException refused(UUID uuid) {
        @Nullable virError error = Libvirt.INSTANCE.virGetLastError();
        String reason = error == null ? "no reason given" : error.message;
        return new HypervisorException("cannot watch the domain " + uuid + ": " + reason, null);
    }
}
