package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.CloudHostException;
import org.jspecify.annotations.Nullable;

/** Signal that the hypervisor refused something or cannot be reached. */
public final class HypervisorException extends CloudHostException {

    /**
     * Create an exception.
     *
     * @param message what was attempted, and what the hypervisor said
     * @param cause libvirt's own exception
     */
    public HypervisorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
