package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Ask for a folder of the hypervisor's machine in the guest.
 *
 * @param target the tag that the guest mounts it by
 * @param hostPath the folder
 * @param readOnly whether the guest may only read it
 * @param accessMode libvirt's access mode, e.g. {@code passthrough}
 */
public record FolderMapping(String target, String hostPath, boolean readOnly, String accessMode) {}
