package io.cloudhost.provider.libvirt.internal.plan;

import java.util.ArrayList;
import java.util.List;

/** What the rules of one plan share: the clone's names, where overlays go, and what has come of the elements so far. */
final class Draft {

    private final CloneIdentity identity;
    private final OverlayStorage storage;
    private final List<Overlay> overlays = new ArrayList<>();
    private final List<CloneInterface> interfaces = new ArrayList<>();

    Draft(CloneIdentity identity, OverlayStorage storage) {
        this.identity = identity;
        this.storage = storage;
    }

    CloneIdentity identity() {
        return identity;
    }

    Overlay overlayOf(BaseDisk disk) {
        Overlay overlay = Overlay.of(disk, storage.placeFor(disk), identity.name());
        overlays.add(overlay);
        return overlay;
    }

    CloneInterface interfaceOn(NetworkSource network) {
        CloneInterface added = new CloneInterface(network, identity.macs().next());
        interfaces.add(added);
        return added;
    }

    List<Overlay> overlays() {
        return overlays;
    }

    List<CloneInterface> interfaces() {
        return interfaces;
    }
}
