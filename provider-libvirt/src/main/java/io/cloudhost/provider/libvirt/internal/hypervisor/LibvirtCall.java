package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.virError;

/**
 * A call of libvirt-java, whose checked exception becomes ours: with what was attempted, and what libvirt said.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
interface LibvirtCall<T> {

    /** How libvirt says that something is not there. */
    Set<ErrorNumber> NOT_THERE = Set.of(
            ErrorNumber.VIR_ERR_NO_DOMAIN, ErrorNumber.VIR_ERR_NO_STORAGE_POOL, ErrorNumber.VIR_ERR_NO_STORAGE_VOL);

    T run() throws LibvirtException;

    static <T> T call(String what, LibvirtCall<T> call) {
        try {
            return call.run();
        } catch (LibvirtException e) {
            throw new HypervisorException("cannot " + what + ": " + messageOf(e), e);
        }
    }

    /** Returns empty where libvirt says that something is not there. */
    static <T> Optional<T> find(String what, LibvirtCall<T> call) {
        return find(what, NOT_THERE, call);
    }

    static <T> Optional<T> find(String what, Set<ErrorNumber> notThere, LibvirtCall<T> call) {
        try {
            return Optional.of(call.run());
        } catch (LibvirtException e) {
            if (failedWith(e, notThere)) {
                return Optional.empty();
            }
            throw new HypervisorException("cannot " + what + ": " + messageOf(e), e);
        }
    }

    static boolean failedWith(LibvirtException e, Set<ErrorNumber> codes) {
        return e.getError() != null && codes.contains(e.getError().getCode());
    }

    /** Makes the exception for a native call past libvirt-java that has just failed on this thread. */
    static HypervisorException refusal(String what) {
        @Nullable virError said = Libvirt.INSTANCE.virGetLastError();
        return said == null
                ? new HypervisorException("cannot " + what + ": " + reason(null), null)
                : HypervisorException.of("cannot " + what + ": " + reason(said.message), new Error(said));
    }

    /** Returns what libvirt said. */
    static String messageOf(LibvirtException e) {
        return reason(e.getMessage());
    }

    private static String reason(@Nullable String message) {
        return message == null || message.isBlank() ? "no reason given" : message.strip();
    }
}
