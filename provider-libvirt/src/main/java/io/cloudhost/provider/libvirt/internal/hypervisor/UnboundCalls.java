package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.StreamPointer;

/**
 * The calls of libvirt that libvirt-java does not have. They are documented at <a
 * href="https://libvirt.org/html/libvirt-libvirt-domain.html">libvirt-domain</a>.
 */
interface UnboundCalls extends Library {

    /** Loads the same library as libvirt-java does, at the first use. */
    UnboundCalls LIBVIRT = Native.load(Platform.isWindows() ? "virt-0" : "virt", UnboundCalls.class);

    /** Returns a text that the caller frees with free(); null where it fails. */
    @Nullable
    Pointer virConnectGetDomainCapabilities(
            ConnectionPointer connection,
            @Nullable String emulator,
            @Nullable String arch,
            @Nullable String machine,
            @Nullable String type,
            int flags);

    /** Connects a stream to a console; to the first one where {@code device} is null. */
    int virDomainOpenConsole(DomainPointer domain, @Nullable String device, StreamPointer stream, int flags);

    int virDomainGetState(DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    /** Since libvirt 7.1. Returns how many there are; the caller frees each of them, and then the array, with free(). */
    int virDomainGetMessages(DomainPointer domain, PointerByReference messages, int flags);

    /** Writes libvirt's word for the kind of an image and returns it; the caller frees it with free(). */
    @Nullable
    Pointer virDomainScreenshot(DomainPointer domain, StreamPointer stream, int screen, int flags);
}
