package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.CloudHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/** Signal that the hypervisor refused something or cannot be reached. */
public class HypervisorException extends CloudHostException {

    /** The number of "No such file or directory" on Linux, where hypervisors run, whatever runs this. */
    private static final int NO_SUCH_FILE = 2;

    private static final Set<ErrorNumber> UNSUPPORTED = Set.of(
            ErrorNumber.VIR_ERR_NO_SUPPORT,
            ErrorNumber.VIR_ERR_ARGUMENT_UNSUPPORTED,
            ErrorNumber.VIR_ERR_OPERATION_UNSUPPORTED,
            ErrorNumber.VIR_ERR_CONFIG_UNSUPPORTED);

    /** What libvirt said; null where something else failed. */
    private final @Nullable Error error;

    /**
     * Create an exception.
     *
     * @param message what was attempted, and what the hypervisor said
     * @param cause libvirt's own exception
     */
    public HypervisorException(String message, @Nullable Throwable cause) {
        this(message, cause, cause instanceof LibvirtException refusal ? refusal.getError() : null);
    }

    /**
     * Create an exception that knows what to do.
     *
     * @param problem what was attempted, and what the hypervisor said
     * @param remedy what to do
     * @param cause libvirt's own exception, or what else led to it
     */
    public HypervisorException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
        this.error = cause instanceof LibvirtException refusal ? refusal.getError() : null;
    }

    private HypervisorException(String message, @Nullable Throwable cause, @Nullable Error error) {
        super(message, cause);
        this.error = error;
    }

    /** Makes the exception for a call that went past libvirt-java, whose own exception can be made by itself alone. */
    static HypervisorException of(String message, Error error) {
        return new HypervisorException(message, null, error);
    }

    /**
     * Tell whether the hypervisor refused because a file is not there.
     *
     * @param path the file's path on the hypervisor
     * @return whether it said so, and of this file
     */
    public boolean isMissing(String path) {
        // By the number, since the text may be translated.
        return error != null
                && error.getCode() == ErrorNumber.VIR_ERR_SYSTEM_ERROR
                && error.getInt1() == NO_SUCH_FILE
                && String.valueOf(error.getMessage()).contains(path);
    }

    /**
     * Tell whether the hypervisor refused because this will never work: it cannot do it, or the domain is not made for it.
     *
     * @return whether it said so
     */
    public boolean isUnsupported() {
        return error != null && UNSUPPORTED.contains(error.getCode());
    }

    /** Makes another exception that says the same: for another thread, which may add to it. */
    HypervisorException again() {
        return remedy().map(todo -> new HypervisorException(problem(), todo, this))
                .orElseGet(() -> new HypervisorException(problem(), this));
    }

    /** Tells whether libvirt refused what it was asked for as something that cannot be. */
    boolean isImpossible() {
        return error != null && error.getCode() == ErrorNumber.VIR_ERR_INVALID_ARG;
    }

    /** Tells whether libvirt gave no more of a reason than a text, as for a device that is not there, or not of a kind to be read. */
    boolean isInternal() {
        return error != null && error.getCode() == ErrorNumber.VIR_ERR_INTERNAL_ERROR;
    }

    /**
     * Tell whether the hypervisor refused because something is not in the state for it, such as a storage pool that is
     * stopped. It has then not begun with what it was asked for.
     *
     * @return whether it said so
     */
    public boolean isNotApplicable() {
        return error != null && error.getCode() == ErrorNumber.VIR_ERR_OPERATION_INVALID;
    }
}
