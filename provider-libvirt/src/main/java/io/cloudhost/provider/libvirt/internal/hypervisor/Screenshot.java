package io.cloudhost.provider.libvirt.internal.hypervisor;

/**
 * Hold a picture of a domain's screen.
 *
 * @param kind the kind of the picture as libvirt names it, e.g. {@code image/x-portable-pixmap}
 * @param bytes the picture; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Screenshot(String kind, byte[] bytes) {}
