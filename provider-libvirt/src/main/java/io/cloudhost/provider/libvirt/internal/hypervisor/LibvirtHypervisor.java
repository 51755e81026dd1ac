package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInfo;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;

/**
 * A hypervisor behind libvirt-java.
 *
 * <p>Each handle is freed by the method that got it, explicitly: libvirt-java's finalizers free handles while a call still
 * uses them, and a connection stays open while a handle of it is not freed.
 */
final class LibvirtHypervisor implements Hypervisor {

    private static final int INACTIVE_XML = Domain.XMLFlags.INACTIVE;
    private static final int SECURE_XML = Domain.XMLFlags.SECURE;

    /** Not among libvirt-java's constants: VIR_DOMAIN_UNDEFINE_NVRAM and VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA. */
    private static final int UNDEFINE_NVRAM = 4;

    private static final int UNDEFINE_CHECKPOINTS = 16;

    private static final int UNDEFINE_KNOWN_TO_ALL =
            Domain.UndefineFlags.MANAGED_SAVE | Domain.UndefineFlags.SNAPSHOTS_METADATA;

    /** The most thorough first; drivers and old versions refuse flags that they do not know. */
    private static final int[] UNDEFINE_FLAGS = {
        UNDEFINE_KNOWN_TO_ALL | UNDEFINE_NVRAM | UNDEFINE_CHECKPOINTS,
        UNDEFINE_KNOWN_TO_ALL | UNDEFINE_NVRAM,
        UNDEFINE_KNOWN_TO_ALL
    };

    private static final Set<ErrorNumber> REFUSED_FLAG =
            Set.of(ErrorNumber.VIR_ERR_INVALID_ARG, ErrorNumber.VIR_ERR_NO_SUPPORT);

    private static final Set<ErrorNumber> NOT_THERE = Set.of(
            ErrorNumber.VIR_ERR_NO_DOMAIN, ErrorNumber.VIR_ERR_NO_STORAGE_POOL, ErrorNumber.VIR_ERR_NO_STORAGE_VOL);

    /** A volume whose pool is gone may still be a file in the pool's folder. */
    private static final Set<ErrorNumber> DELETED = Set.of(ErrorNumber.VIR_ERR_NO_STORAGE_VOL);

    private final Connect connect;

    LibvirtHypervisor(Connect connect) {
        this.connect = connect;
    }

    @Override
    public List<String> domainNames() {
        return call("list the domains", () -> {
            Domain[] domains = connect.listAllDomains(0);
            List<String> names = new ArrayList<>();
            try {
                for (Domain domain : domains) {
                    names.add(domain.getName());
                }
            } finally {
                for (Domain domain : domains) {
                    domain.free();
                }
            }
            return names.stream().sorted().toList();
        });
    }

    @Override
    public Optional<DomainDescription> domain(String name) {
        return find(
                "look up the domain '" + name + "'",
                () -> with(
                        connect.domainLookupByName(name),
                        domain -> new DomainDescription(
                                domain.getName(),
                                UUID.fromString(domain.getUUIDString()),
                                state(domain.getInfo()),
                                domain.hasManagedSaveImage() == 1,
                                domain.getXMLDesc(INACTIVE_XML))));
    }

    @Override
    public String domainXmlWithSecrets(String name) {
        return call(
                "read the domain '" + name + "'",
                () -> with(connect.domainLookupByName(name), domain -> domain.getXMLDesc(INACTIVE_XML | SECURE_XML)));
    }

    @Override
    public Optional<Volume> volumeAt(String path) {
        return find("look up the volume at " + path, () -> describe(connect.storageVolLookupByPath(path)));
    }

    @Override
    public Optional<Volume> volume(String pool, String name) {
        return find("look up the volume '" + name + "' of the storage pool '" + pool + "'", () -> {
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

    @Override
    public Optional<Pool> pool(String name) {
        return find("look up the storage pool '" + name + "'", () -> describe(connect.storagePoolLookupByName(name)));
    }

    @Override
    public List<Pool> pools() {
        List<String> names = call(
                "list the storage pools",
                () -> Stream.of(connect.listStoragePools(), connect.listDefinedStoragePools())
                        .flatMap(Stream::of)
                        .distinct()
                        .sorted()
                        .toList());
        return names.stream().map(this::pool).flatMap(Optional::stream).toList();
    }

    @Override
    public void refreshPool(String name) {
        call("refresh the storage pool '" + name + "'", () -> {
            StoragePool pool = connect.storagePoolLookupByName(name);
            try {
                pool.refresh(0);
                return true;
            } finally {
                pool.free();
            }
        });
    }

    @Override
    public void define(String xml) {
        call("define the clone", () -> connect.domainDefineXML(xml).free());
    }

    @Override
    public void start(UUID uuid) {
        call("start the clone", () -> with(connect.domainLookupByUUID(uuid), Domain::create));
    }

    @Override
    public void destroy(UUID uuid) {
        find(
                "end the domain " + uuid,
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    if (domain.isActive() == 1) {
                        destroy(domain);
                    }
                    return true;
                }));
    }

    @Override
    public void undefine(UUID uuid) {
        find(
                "undefine the domain " + uuid,
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    undefine(domain);
                    return true;
                }));
    }

    @Override
    public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
        call(
                "write the metadata of the domain " + uuid,
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    int impact = Domain.ModificationImpact.CONFIG;
                    if (domain.isActive() == 1) {
                        impact |= Domain.ModificationImpact.LIVE;
                    }
                    domain.setMetadata(Domain.MetadataType.ELEMENT, xml, prefix, namespace, impact);
                    return true;
                }));
    }

    @Override
    public String createVolume(String pool, String xml) {
        return call("create a volume in the storage pool '" + pool + "'", () -> {
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

    @Override
    public void deleteVolume(String pool, String name) {
        find("delete the volume '" + name + "' of the storage pool '" + pool + "'", DELETED, () -> {
            StoragePool handle = connect.storagePoolLookupByName(pool);
            try {
                StorageVol volume = handle.storageVolLookupByName(name);
                try {
                    volume.delete(0);
                    return true;
                } finally {
                    volume.free();
                }
            } finally {
                handle.free();
            }
        });
    }

    @Override
    public boolean isAlive() {
        try {
            return connect.isAlive();
        } catch (LibvirtException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connect.close();
        } catch (LibvirtException e) {
            // A connection that breaks while it is closed is closed.
        }
    }

    /** Returns what libvirt said, without the repetition of its source that some messages have. */
    static String messageOf(LibvirtException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? "no reason given" : message.strip();
    }

    private static void destroy(Domain domain) throws LibvirtException {
        try {
            domain.destroy();
        } catch (LibvirtException e) {
            // It may have ended by itself since it was looked at.
            if (domain.isActive() == 1) {
                throw e;
            }
        }
    }

    private static void undefine(Domain domain) throws LibvirtException {
        for (int attempt = 0; ; attempt++) {
            try {
                domain.undefine(UNDEFINE_FLAGS[attempt]);
                return;
            } catch (LibvirtException e) {
                if (attempt == UNDEFINE_FLAGS.length - 1 || !hasCode(e, REFUSED_FLAG)) {
                    throw e;
                }
            }
        }
    }

    private static DomainState state(DomainInfo info) {
        return switch (info.state) {
            case VIR_DOMAIN_RUNNING -> DomainState.RUNNING;
            case VIR_DOMAIN_BLOCKED -> DomainState.BLOCKED;
            case VIR_DOMAIN_PAUSED -> DomainState.PAUSED;
            case VIR_DOMAIN_SHUTDOWN -> DomainState.SHUTTING_DOWN;
            case VIR_DOMAIN_SHUTOFF -> DomainState.SHUT_OFF;
            case VIR_DOMAIN_CRASHED -> DomainState.CRASHED;
            case VIR_DOMAIN_PMSUSPENDED -> DomainState.SUSPENDED;
            case VIR_DOMAIN_NOSTATE -> DomainState.UNKNOWN;
        };
    }

    /** Frees the handle. */
    private static Volume describe(StorageVol volume) throws LibvirtException {
        try {
            StoragePool pool = volume.storagePoolLookupByVolume();
            try {
                return new Volume(pool.getName(), volume.getName(), volume.getPath(), volume.getInfo().capacity);
            } finally {
                pool.free();
            }
        } finally {
            volume.free();
        }
    }

    /** Frees the handle. */
    private static Pool describe(StoragePool pool) throws LibvirtException {
        try {
            XmlElement xml = XmlElement.parse(pool.getXMLDesc(0));
            String folder = xml.child("target")
                    .flatMap(target -> target.child("path"))
                    .flatMap(XmlElement::text)
                    .orElse("");
            return new Pool(pool.getName(), xml.attribute("type").orElse(""), folder, pool.isActive() == 1);
        } finally {
            pool.free();
        }
    }

    private interface LibvirtCall<T> {
        T run() throws LibvirtException;
    }

    private interface DomainCall<T> {
        T run(Domain domain) throws LibvirtException;
    }

    private static <T> T with(Domain domain, DomainCall<T> call) throws LibvirtException {
        try {
            return call.run(domain);
        } finally {
            domain.free();
        }
    }

    private <T> T call(String what, LibvirtCall<T> call) {
        try {
            return call.run();
        } catch (LibvirtException e) {
            throw new HypervisorException("cannot " + what + ": " + messageOf(e), e);
        }
    }

    private <T> Optional<T> find(String what, LibvirtCall<T> call) {
        return find(what, NOT_THERE, call);
    }

    private <T> Optional<T> find(String what, Set<ErrorNumber> notThere, LibvirtCall<T> call) {
        try {
            return Optional.of(call.run());
        } catch (LibvirtException e) {
            if (hasCode(e, notThere)) {
                return Optional.empty();
            }
            throw new HypervisorException("cannot " + what + ": " + messageOf(e), e);
        }
    }

    private static boolean hasCode(LibvirtException e, Set<ErrorNumber> codes) {
        return e.getError() != null && codes.contains(e.getError().getCode());
    }
}
