package io.cloudhost.provider.libvirt.internal.plan;

import java.util.Optional;

/**
 * Name the firmware variables that a clone begins with a copy of.
 *
 * @param path the base's varstore on the hypervisor; not there where the base never ran
 * @param template the template of the base's firmware; empty where libvirt knows it from the firmware
 */
public record CopiedVarstore(String path, Optional<String> template) {}
