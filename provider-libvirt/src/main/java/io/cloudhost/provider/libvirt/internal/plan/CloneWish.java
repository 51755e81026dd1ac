package io.cloudhost.provider.libvirt.internal.plan;

import java.util.List;

/**
 * Say what is asked of a clone.
 *
 * @param identity its names
 * @param provenance what to write into its metadata
 * @param policies how to go about what can be had in more than one way
 * @param mappings folders to map into it
 */
public record CloneWish(
        CloneIdentity identity, Provenance provenance, ClonePolicies policies, List<FolderMapping> mappings) {

    /** Copy the mappings. */
    public CloneWish {
        mappings = List.copyOf(mappings);
    }
}
