package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.List;

/**
 * Say how a domain is, for people.
 *
 * @param state its state
 * @param reason why it is in this state, e.g. {@code I/O error}; empty where libvirt does not tell
 * @param xml its XML without secrets: the live one where it runs
 * @param messages what libvirt finds fault with, e.g. that it is tainted
 */
public record DomainReport(DomainState state, String reason, String xml, List<String> messages) {

    /** Copy the messages. */
    public DomainReport {
        messages = List.copyOf(messages);
    }

    /**
     * Return the state with its reason.
     *
     * @return e.g. {@code paused (I/O error)}
     */
    public String condition() {
        return reason.isEmpty() ? state.toString() : state + " (" + reason + ")";
    }
}
