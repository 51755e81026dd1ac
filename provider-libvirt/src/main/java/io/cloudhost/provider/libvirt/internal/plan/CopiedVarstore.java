package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Name the firmware variables that a clone begins with a copy of.
 *
 * @param path the base's varstore on the hypervisor; not there where the base never ran
 * @param withoutCopy the {@code <os>} of a clone that begins with fresh variables instead
 */
public record CopiedVarstore(String path, XmlElement withoutCopy) {}
