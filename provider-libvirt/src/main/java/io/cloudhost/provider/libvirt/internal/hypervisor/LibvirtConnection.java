package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Pointer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.libvirt.jna.Libvirt.VirConnectDomainEventGenericCallback;
import org.libvirt.jna.Libvirt.VirDomainEventCallback;
import org.libvirt.jna.Libvirt.VirFreeCallback;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * A connection that keeps native callbacks until libvirt has let go of them.
 *
 * <p>Libvirt-java's own listeners do not: they give up the only reference to the callback when it is deregistered, while
 * libvirt's event loop may be about to call it. Once it is collected, that call ends the process.
 */
final class LibvirtConnection extends Connect {

    /** VIR_DOMAIN_EVENT_ID_LIFECYCLE and VIR_DOMAIN_EVENT_ID_CONTROL_ERROR. */
    private static final int LIFECYCLE = 0;

    private static final int CONTROL_ERROR = 7;

    /** No VIR_STREAM_NONBLOCK. */
    private static final int BLOCKING = 0;

    /** VIR_STREAM_NONBLOCK. */
    private static final int NON_BLOCKING = 1;

    LibvirtConnection(String url) throws LibvirtException {
        super(url);
    }

    /** Looks up a domain for calls past libvirt-java. The caller frees it. */
    DomainPointer domain(UUID uuid, String what) {
        DomainPointer domain = Libvirt.INSTANCE.virDomainLookupByUUIDString(vcp, uuid.toString());
        if (domain == null) {
            throw LibvirtCall.refusal(what);
        }
        return domain;
    }

    /** Returns what the hypervisor can give to domains of a kind, as libvirt describes it; null where it fails. */
    @Nullable
    Pointer domainCapabilities(
            @Nullable String emulator, @Nullable String arch, @Nullable String machine, @Nullable String type) {
        return UnboundCalls.LIBVIRT.virConnectGetDomainCapabilities(vcp, emulator, arch, machine, type, 0);
    }

    /** Looks up a volume for calls past libvirt-java. The caller frees it. */
    StorageVolPointer volume(String pool, String name, String what) {
        StoragePoolPointer handle = Libvirt.INSTANCE.virStoragePoolLookupByName(vcp, pool);
        if (handle == null) {
            throw LibvirtCall.refusal(what);
        }
        try {
            StorageVolPointer volume = Libvirt.INSTANCE.virStorageVolLookupByName(handle, name);
            if (volume == null) {
                throw LibvirtCall.refusal(what);
            }
            return volume;
        } finally {
            Libvirt.INSTANCE.virStoragePoolFree(handle);
        }
    }

    /** Makes a stream for calls past libvirt-java. The caller frees it. */
    StreamPointer stream(String what) {
        return stream(what, BLOCKING);
    }

    /** Makes a stream that is read without waiting, for calls past libvirt-java. The caller frees it. */
    StreamPointer nonBlockingStream(String what) {
        return stream(what, NON_BLOCKING);
    }

    private StreamPointer stream(String what, int flags) {
        StreamPointer stream = Libvirt.INSTANCE.virStreamNew(vcp, flags);
        if (stream == null) {
            throw LibvirtCall.refusal(what);
        }
        return stream;
    }

    /** Registers for the lifecycle events of one domain. The event loop calls {@code callback}. */
    Registration onLifecycle(UUID uuid, VirConnectDomainEventCallback callback) {
        DomainPointer domain = domain(uuid, "watch the domain " + uuid);
        try {
            return new Registration(domain, LIFECYCLE, callback);
        } finally {
            // Libvirt has kept the UUID, and needs no handle.
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    /**
     * Registers for what hardly ever happens, so that there is a registration while others come and go: when the last one
     * goes while an event is under way, libvirt 9.0 tells this connection of no event any more.
     */
    Registration anchor() {
        VirConnectDomainEventGenericCallback nothing = (connection, domain, opaque) -> {};
        return new Registration(null, CONTROL_ERROR, nothing);
    }

    /** What libvirt calls, and may call until it has released it. */
    final class Registration {

        @SuppressWarnings("UnusedVariable") // held here
        private final VirDomainEventCallback callback;

        private final VirFreeCallback released = opaque -> EventLoop.release(this);
        private final int number;

        private Registration(@Nullable DomainPointer domain, int event, VirDomainEventCallback callback) {
            this.callback = callback;
            EventLoop.hold(this);
            number = Libvirt.INSTANCE.virConnectDomainEventRegisterAny(vcp, domain, event, callback, null, released);
            if (number < 0) {
                EventLoop.release(this);
                throw LibvirtCall.refusal("listen to libvirt's events");
            }
        }

        /** Deregisters. Fails silently: what a broken connection refuses, it has also forgotten. */
        void end() {
            Libvirt.INSTANCE.virConnectDomainEventDeregisterAny(vcp, number);
        }
    }
}
