package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Name a folder of the hypervisor that a clone's guest can write to.
 *
 * @param element the name under which the plan decides on it, e.g. {@code filesystem data}
 * @param path its path on the hypervisor
 */
public record WritableFolder(String element, String path) {}
