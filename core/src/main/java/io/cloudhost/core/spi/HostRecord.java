package io.cloudhost.core.spi;

import io.cloudhost.core.Lifetime;
import java.time.Instant;
import java.util.Optional;

/**
 * Describe a host that a provider has made.
 *
 * @param name its unique name at its place
 * @param label the label it was made for
 * @param base what it was made from
 * @param owner who made it
 * @param lifetime how long it is meant to live
 * @param created when it was made
 * @param state its state in the words of its place, e.g. {@code running}
 * @param address the address that was found for it, if one was yet
 */
public record HostRecord(
        String name,
        String label,
        String base,
        Owner owner,
        Lifetime lifetime,
        Instant created,
        String state,
        Optional<String> address) {}
