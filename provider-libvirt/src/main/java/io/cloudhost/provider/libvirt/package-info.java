/**
 * The libvirt adapter: hosts that are clones of a shut-off domain.
 *
 * <p>Found by {@link java.util.ServiceLoader}; nothing here is called by name. One class per step of a setup:
 * {@code ResolveBase}, {@code PlanClone}, {@code FingerprintBase}, {@code CreateClone}, {@code StartClone}, {@code FindAddress}.
 */
@NullMarked
package io.cloudhost.provider.libvirt;

import org.jspecify.annotations.NullMarked;
