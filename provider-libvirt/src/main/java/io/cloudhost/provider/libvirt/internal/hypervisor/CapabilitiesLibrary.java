package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;

/** The call for a domain's capabilities, which libvirt-java does not have. */
interface CapabilitiesLibrary extends Library {

    CapabilitiesLibrary INSTANCE = Native.load("virt", CapabilitiesLibrary.class);

    /** Returns a text that the caller frees; null where it fails. */
    @Nullable
    Pointer virConnectGetDomainCapabilities(
            ConnectionPointer connection,
            @Nullable String emulator,
            @Nullable String arch,
            @Nullable String machine,
            @Nullable String type,
            int flags);
}
