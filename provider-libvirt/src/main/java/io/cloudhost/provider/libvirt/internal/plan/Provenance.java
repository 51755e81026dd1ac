package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Owner;
import java.time.Instant;

/**
 * Say what a clone is made from, by whom and for what.
 *
 * @param label the label that the clone is made for
 * @param base the base domain's name
 * @param owner who makes it
 * @param lifetime how long it is meant to live
 * @param created when it is made
 */
public record Provenance(String label, String base, Owner owner, Lifetime lifetime, Instant created) {

    Provenance withLifetime(Lifetime other) {
        return new Provenance(label, base, owner, other, created);
    }
}
