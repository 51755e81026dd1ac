/**
 * The clone plan: what a clone of a base domain will be, decided from the base's XML without any side effect and without a
 * hypervisor.
 *
 * <p>Public for the rest of this module only.
 */
@NullMarked
package io.cloudhost.provider.libvirt.internal.plan;

import org.jspecify.annotations.NullMarked;
