/**
 * The connection to libvirt: the only place that touches libvirt-java.
 *
 * <p>No native handle leaves {@link io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor}: domains, pools and
 * volumes are named, looked up, used and freed within one call. Public for the rest of this module only.
 */
@NullMarked
package io.cloudhost.provider.libvirt.internal.hypervisor;

import org.jspecify.annotations.NullMarked;
