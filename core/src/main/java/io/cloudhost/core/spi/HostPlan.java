package io.cloudhost.core.spi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Say how a host would be made, element by element.
 *
 * @param name the name that the host would have
 * @param base the name of what it would be made from
 * @param decisions what happens to each element of the base, in the base's order
 * @param description the host in the provider's own form, e.g. libvirt's domain XML
 */
public record HostPlan(String name, String base, List<Decision> decisions, String description) {

    /** Copy the decisions. */
    public HostPlan {
        decisions = List.copyOf(decisions);
    }

    /**
     * Tell whether something is refused, so that the host cannot be made.
     *
     * @return whether it is
     */
    public boolean isRefused() {
        return decisions.stream().anyMatch(decision -> decision.verdict() == Verdict.REFUSED);
    }

    /**
     * Say what happens to one element of the base.
     *
     * @param element which one, e.g. {@code disk vda}
     * @param verdict what happens to it
     * @param reason why: one short sentence without a full stop
     * @param remedy what to do where it is refused
     */
    public record Decision(String element, Verdict verdict, String reason, Optional<String> remedy) {}

    /** Name what can happen to an element. */
    public enum Verdict {
        /** The host has the same. */
        KEPT,
        /** The host has its own. */
        REWRITTEN,
        /** The host uses the very same thing, and only reads it. */
        SHARED,
        /** The host cannot be made while the base has this. */
        REFUSED;

        /**
         * Return the name for people: lower case.
         *
         * @return e.g. {@code kept}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
