package io.cloudhost.core.spi;

/**
 * Tell a process from all others that have, had or will have its id. Two marks can be compared only where they are of the
 * same boot and namespace; what follows from that is for those to say who can look at the processes there.
 *
 * @param boot one boot of one kernel, e.g. its boot id
 * @param namespace the namespaces that the process id and the start are counted in
 * @param start when the process began, in ticks of the kernel's clock since the boot: no change of the time of day moves it
 */
public record ProcessMark(String boot, String namespace, long start) {}
