package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Say what libvirt selects for a base that leaves the choice of its firmware to it.
 *
 * @param loader the path of the firmware's image
 * @param varstore the path of the base's variables; not there where the base never ran
 * @param secure whether only system management mode may write the variables
 */
public record SelectedFirmware(String loader, String varstore, boolean secure) {}
