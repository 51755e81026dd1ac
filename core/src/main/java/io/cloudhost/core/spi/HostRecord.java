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
 * @param lifetime how long it is meant to live; {@link Lifetime#SESSION} also for one that is meant to outlive its process
 *     and is not up yet
 * @param created when it was made
 * @param state its state in the words of its place, e.g. {@code running}
 * @param address the address that was found for it, if one was yet
 * @param expiry until when its owner vouches for it; empty where it is to stay, and where nobody said so
 * @param ending whether somebody has begun to remove it
 */
public record HostRecord(
        String name,
        String label,
        String base,
        Owner owner,
        Lifetime lifetime,
        Instant created,
        String state,
        Optional<String> address,
        Optional<Expiry> expiry,
        boolean ending) {

    /**
     * Tell a host from all others, at whatever place it is listed.
     *
     * @param name its name
     * @param owner who made it
     * @param created when it was made
     */
    public record Identity(String name, Owner owner, Instant created) {}

    /**
     * Return what does not change while the host lives.
     *
     * @return equal for two records of one host only
     */
    public Identity identity() {
        return new Identity(name, owner, created);
    }

    /**
     * Tell whether another record is about the same host, and the same is said of its owner's will to keep it. Its state and
     * its address may differ.
     *
     * @param other what was read at another time
     * @return whether nobody has renewed it, let it go or begun to remove it in between
     */
    public boolean claimsTheSameAs(HostRecord other) {
        return identity().equals(other.identity())
                && lifetime == other.lifetime
                && expiry.equals(other.expiry)
                && ending == other.ending;
    }
}
