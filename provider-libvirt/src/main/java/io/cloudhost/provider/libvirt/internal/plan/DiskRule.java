package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;

/** Puts an overlay over every disk that the clone could write to. */
final class DiskRule implements ElementRule {

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("disk")) {
            return NOT_MINE;
        }
        String name = (DiskUse.device(element) + " "
                        + element.child("target")
                                .flatMap(target -> target.attribute("dev"))
                                .orElse(""))
                .strip();
        // Both are of the past: a copy that somebody was making, and a chain that libvirt finds by itself.
        element.removeChildren("mirror");
        element.removeChildren("backingStore");
        element.child("source").ifPresent(source -> source.removeAttribute("index"));
        DiskUse use = DiskUse.of(element);
        if (use instanceof DiskUse.Empty) {
            return ElementRule.kept(name, "no medium");
        }
        if (use instanceof DiskUse.Read) {
            return ElementRule.shared(name, "read-only");
        }
        if (use instanceof DiskUse.Owned owned) {
            return draft.hostDevice(element, name, owned.reason());
        }
        if (use instanceof DiskUse.Unusable unusable) {
            return ElementRule.refused(name, unusable.reason(), unusable.remedy());
        }
        return overlaid(element, name, ((DiskUse.Written) use).disk(), draft);
    }

    private static List<Decision> overlaid(XmlElement element, String name, BaseDisk disk, Draft draft) {
        if (draft.hasOverlayFor(disk)) {
            return ElementRule.refused(name, "another disk has the same target", "give it a target of its own");
        }
        if (draft.findingOf(disk) instanceof StorageSurvey.Located place) {
            Overlay overlay = draft.overlayOn(disk, place);
            rewrite(element, overlay);
            return ElementRule.rewritten(
                    name, "overlay " + overlay.path() + " on " + disk.format() + " " + overlay.backingPath());
        }
        StorageSurvey.Unavailable unavailable = (StorageSurvey.Unavailable) draft.findingOf(disk);
        return ElementRule.refused(name, unavailable.reason(), unavailable.remedy());
    }

    /**
     * Points the disk at its overlay. By its path and not as {@code type='volume'}: AppArmor's helper does not follow the
     * backing chain of volumes. The chain itself is in the overlay's header, where libvirt reads it. An overlay is thrown
     * away with the clone, so {@code <transient>} has nothing left to do.
     */
    private static void rewrite(XmlElement disk, Overlay overlay) {
        disk.setAttribute("type", "file");
        disk.removeAttribute("rawio");
        disk.removeChildren("transient");
        disk.removeChildren("auth");
        XmlElement driver = disk.childOrNew("driver");
        driver.setAttribute("name", "qemu");
        driver.setAttribute("type", Overlay.FORMAT);
        XmlElement source = disk.child("source").orElseThrow();
        source.clear();
        source.setAttribute("file", overlay.path());
    }
}
