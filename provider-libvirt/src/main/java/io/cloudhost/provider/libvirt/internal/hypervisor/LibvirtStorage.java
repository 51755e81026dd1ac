package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Backing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.StorageVolPointer;

/** The storage pools and volumes of one connection. Each handle is freed by the method that looked it up. */
final class LibvirtStorage {

    /** A volume whose pool is gone may still be a file in the pool's folder. */
    private static final Set<ErrorNumber> DELETED = Set.of(ErrorNumber.VIR_ERR_NO_STORAGE_VOL);

    private final LibvirtConnection connect;

    LibvirtStorage(LibvirtConnection connect) {
        this.connect = connect;
    }

    Optional<Volume> volumeAt(String path) {
        return LibvirtCall.find("look up the volume at " + path, () -> describe(connect.storageVolLookupByPath(path)));
    }

    Optional<Volume> volume(String pool, String name) {
        return LibvirtCall.find("look up the volume '" + name + "' of the storage pool '" + pool + "'", () -> {
                    StoragePool handle = connect.storagePoolLookupByName(pool);
                    try {
                        // A stopped pool knows no volumes; asking it for one is an error.
                        return handle.isActive() == 1
                                ? Optional.of(describe(handle.storageVolLookupByName(name)))
                                : Optional.<Volume>empty();
                    } finally {
                        handle.free();
                    }
                })
                .flatMap(volume -> volume);
    }

    Optional<Pool> pool(String name) {
        return LibvirtCall.find(
                "look up the storage pool '" + name + "'", () -> describe(connect.storagePoolLookupByName(name)));
    }

    List<Pool> pools() {
        List<String> names = LibvirtCall.call(
                "list the storage pools",
                () -> Stream.of(connect.listStoragePools(), connect.listDefinedStoragePools())
                        .flatMap(Stream::of)
                        .distinct()
                        .sorted()
                        .toList());
        return names.stream().map(this::pool).flatMap(Optional::stream).toList();
    }

    void refresh(String name) {
        LibvirtCall.call("refresh the storage pool '" + name + "'", () -> {
            StoragePool pool = connect.storagePoolLookupByName(name);
            try {
                pool.refresh(0);
                return true;
            } finally {
                pool.free();
            }
        });
    }

    String create(String pool, String xml) {
        return LibvirtCall.call("create a volume in the storage pool '" + pool + "'", () -> {
            StoragePool handle = connect.storagePoolLookupByName(pool);
            try {
                StorageVol volume = handle.storageVolCreateXML(xml, 0);
                try {
                    return volume.getPath();
                } finally {
                    volume.free();
                }
            } finally {
                handle.free();
            }
        });
    }

    void delete(String pool, String name) {
        LibvirtCall.find("delete the volume '" + name + "' of the storage pool '" + pool + "'", DELETED, () -> {
            StoragePool handle = connect.storagePoolLookupByName(pool);
            try {
                delete(handle.storageVolLookupByName(name));
                return true;
            } finally {
                handle.free();
            }
        });
    }

    String fingerprint(String pool, String name) throws InterruptedException {
        String what = "read the volume '" + name + "' of the storage pool '" + pool + "'";
        StorageVolPointer volume = connect.volume(pool, name, what);
        try {
            return VolumeContents.sha256(connect, volume, what);
        } finally {
            Libvirt.INSTANCE.virStorageVolFree(volume);
        }
    }

    /** Frees the handle. */
    private static void delete(StorageVol volume) throws LibvirtException {
        try {
            volume.delete(0);
        } finally {
            volume.free();
        }
    }

    /** Frees the handle. */
    private static Volume describe(StorageVol volume) throws LibvirtException {
        try {
            StoragePool pool = volume.storagePoolLookupByVolume();
            try {
                return describe(pool.getName(), XmlElement.parse(volume.getXMLDesc(0)));
            } finally {
                pool.free();
            }
        } finally {
            volume.free();
        }
    }

    private static Volume describe(String pool, XmlElement volume) {
        Optional<XmlElement> target = volume.child("target");
        return new Volume(
                pool,
                text(volume, "name").orElse(""),
                volume.attribute("type").orElse(""),
                target.flatMap(element -> text(element, "path")).orElse(""),
                // Of the units that a capacity may be given in, libvirt itself writes bytes.
                text(volume, "capacity").map(Long::parseUnsignedLong).orElse(0L),
                target.flatMap(LibvirtStorage::format),
                volume.child("backingStore")
                        .flatMap(store -> text(store, "path").map(path -> new Backing(path, format(store)))));
    }

    private static Optional<String> text(XmlElement parent, String name) {
        return parent.child(name).flatMap(XmlElement::text);
    }

    private static Optional<String> format(XmlElement parent) {
        return parent.child("format").flatMap(format -> format.attribute("type"));
    }

    /** Frees the handle. */
    private static Pool describe(StoragePool pool) throws LibvirtException {
        try {
            XmlElement xml = XmlElement.parse(pool.getXMLDesc(0));
            String folder =
                    xml.child("target").flatMap(target -> text(target, "path")).orElse("");
            return new Pool(
                    pool.getName(),
                    xml.attribute("type").orElse(""),
                    folder,
                    pool.isActive() == 1,
                    pool.getAutostart(),
                    text(xml, "available").map(Long::parseUnsignedLong).orElse(0L));
        } finally {
            pool.free();
        }
    }
}
