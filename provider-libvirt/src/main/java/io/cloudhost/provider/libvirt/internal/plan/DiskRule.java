package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Optional;
import java.util.Set;

/** Puts an overlay over every disk that the clone could write to. */
final class DiskRule implements ElementRule {

    private static final Set<String> FORMATS = Set.of("qcow2", "raw");

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("disk")) {
            return Optional.empty();
        }
        String target =
                element.child("target").flatMap(child -> child.attribute("dev")).orElse("");
        String device = element.attribute("device").orElse("disk");
        String name = device + " " + target;
        element.removeChildren("mirror");
        if (element.child("source").isEmpty()) {
            return ElementRule.kept(name, "no medium");
        }
        boolean readOnly = device.equals("cdrom") || element.child("readonly").isPresent();
        if (readOnly) {
            element.removeChildren("backingStore");
            return ElementRule.shared(name, "read-only");
        }
        return writable(element, draft, name, target);
    }

    private static Optional<Decision> writable(XmlElement disk, Draft draft, String name, String target) {
        if (disk.child("shareable").isPresent()) {
            return ElementRule.refused(
                    name, "shareable and writable: several machines expect to write it", "make it <readonly/>");
        }
        if (disk.child("encryption").isPresent() || hasEncryptedSource(disk)) {
            return ElementRule.refused(
                    name, "encrypted disks cannot be cloned", "use a base whose disk is not encrypted by QEMU");
        }
        Optional<BaseDisk.Source> source = source(disk);
        if (source.isEmpty()) {
            return ElementRule.refused(
                    name,
                    "disks of type '" + disk.attribute("type").orElse("") + "' cannot be cloned",
                    "use a base whose disks are files or volumes of a storage pool");
        }
        String format =
                disk.child("driver").flatMap(driver -> driver.attribute("type")).orElse("raw");
        if (!FORMATS.contains(format)) {
            return ElementRule.refused(
                    name, "disks of format '" + format + "' cannot be cloned", "convert it: qemu-img convert -O qcow2");
        }
        Overlay overlay = draft.overlayOf(new BaseDisk(target, source.get(), format));
        rewrite(disk, overlay);
        return ElementRule.rewritten(name, "overlay " + overlay.path() + " on " + format + " " + overlay.backingPath());
    }

    private static boolean hasEncryptedSource(XmlElement disk) {
        return disk.children("source")
                .anyMatch(source -> source.child("encryption").isPresent());
    }

    private static Optional<BaseDisk.Source> source(XmlElement disk) {
        XmlElement source = disk.child("source").orElseThrow();
        return switch (disk.attribute("type").orElse("")) {
            case "file" -> source.attribute("file").map(BaseDisk.FileSource::new);
            case "volume" ->
                source.attribute("pool")
                        .flatMap(pool ->
                                source.attribute("volume").map(volume -> new BaseDisk.VolumeSource(pool, volume)));
            default -> Optional.empty();
        };
    }

    /**
     * Points the disk at its overlay. By its path and not as {@code type='volume'}: AppArmor's helper does not follow the
     * backing chain of volumes. The chain itself is in the overlay's header, where libvirt reads it.
     */
    private static void rewrite(XmlElement disk, Overlay overlay) {
        disk.setAttribute("type", "file");
        disk.childOrNew("driver").setAttribute("type", Overlay.FORMAT);
        disk.removeChildren("backingStore");
        XmlElement source = disk.child("source").orElseThrow();
        for (String attribute : new String[] {"file", "pool", "volume", "mode", "index", "startupPolicy"}) {
            source.removeAttribute(attribute);
        }
        source.removeChildren("seclabel");
        source.setAttribute("file", overlay.path());
    }
}
