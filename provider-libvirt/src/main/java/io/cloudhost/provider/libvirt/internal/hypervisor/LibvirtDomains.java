package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.DomainDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInfo;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The domains of one connection. Each handle is freed by the method that looked it up. */
final class LibvirtDomains {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtDomains.class);

    private static final int ALL = 0;

    /** VIR_CONNECT_LIST_DOMAINS_ACTIVE; libvirt-java's own is a variable that anybody can change. */
    private static final int ACTIVE = 1;

    private static final int LIVE_XML = 0;
    private static final int INACTIVE_XML = Domain.XMLFlags.INACTIVE;
    private static final int SECURE_XML = Domain.XMLFlags.SECURE;

    /**
     * Not among libvirt-java's constants: VIR_DOMAIN_UNDEFINE_NVRAM, VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA and, since
     * libvirt 8.9, VIR_DOMAIN_UNDEFINE_TPM. The number after that, 64, is the opposite: it keeps the TPM's state.
     */
    private static final int UNDEFINE_NVRAM = 4;

    private static final int UNDEFINE_CHECKPOINTS = 16;
    private static final int UNDEFINE_TPM = 32;

    private static final int UNDEFINE_KNOWN_TO_ALL =
            Domain.UndefineFlags.MANAGED_SAVE | Domain.UndefineFlags.SNAPSHOTS_METADATA;

    /** The most thorough first; drivers and old versions refuse flags that they do not know. */
    private static final int[] UNDEFINE_FLAGS = {
        UNDEFINE_KNOWN_TO_ALL | UNDEFINE_NVRAM | UNDEFINE_CHECKPOINTS | UNDEFINE_TPM,
        UNDEFINE_KNOWN_TO_ALL | UNDEFINE_NVRAM | UNDEFINE_CHECKPOINTS,
        UNDEFINE_KNOWN_TO_ALL | UNDEFINE_NVRAM,
        UNDEFINE_KNOWN_TO_ALL
    };

    private static final Set<ErrorNumber> NOT_SUPPORTED = Set.of(ErrorNumber.VIR_ERR_NO_SUPPORT);

    private static final Set<ErrorNumber> REFUSED_FLAG =
            Set.of(ErrorNumber.VIR_ERR_INVALID_ARG, ErrorNumber.VIR_ERR_NO_SUPPORT);

    private final Connect connect;

    LibvirtDomains(Connect connect) {
        this.connect = connect;
    }

    List<String> names() {
        return LibvirtCall.call("list the domains", () -> fromEach(connect.listAllDomains(ALL), Domain::getName))
                .stream()
                .sorted()
                .toList();
    }

    List<DomainDescription> running() {
        return LibvirtCall.call(
                        "list the running domains",
                        // Listing goes through all domains, counting costs a fraction of that.
                        () -> connect.numOfDomains() == 0
                                ? List.<Optional<DomainDescription>>of()
                                : fromEach(connect.listAllDomains(ACTIVE), LibvirtDomains::describeRunning))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<DomainDescription> describe(String name) {
        return LibvirtCall.find(
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

    Optional<DomainState> state(UUID uuid) {
        return LibvirtCall.find(
                "read the state of the domain " + uuid,
                () -> with(connect.domainLookupByUUID(uuid), domain -> state(domain.getInfo())));
    }

    String xmlWithSecrets(String name) {
        return LibvirtCall.call(
                "read the domain '" + name + "'",
                () -> with(connect.domainLookupByName(name), domain -> domain.getXMLDesc(INACTIVE_XML | SECURE_XML)));
    }

    Optional<Long> diskCapacity(String name, String target) {
        return LibvirtCall.find(
                "measure the disk " + target + " of the domain '" + name + "'",
                NOT_SUPPORTED,
                () -> with(
                        connect.domainLookupByName(name),
                        domain -> domain.blockInfo(target).getCapacity()));
    }

    /** Returns how QEMU would be called; empty where no QEMU would be. */
    Optional<String> nativeForm(String xml) {
        return LibvirtCall.find(
                "find out the firmware of the base",
                NOT_SUPPORTED,
                () -> connect.domainXMLToNative("qemu-argv", xml, 0));
    }

    void define(String xml) {
        LibvirtCall.call("define the clone", () -> connect.domainDefineXML(xml).free());
    }

    void start(UUID uuid, Set<StartOption> options) {
        LibvirtCall.call(
                "start the clone",
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    start(domain, options);
                    return true;
                }));
    }

    void resume(UUID uuid) {
        LibvirtCall.call(
                "let the clone run",
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    if (state(domain.getInfo()) == DomainState.PAUSED) {
                        resume(domain);
                    }
                    return true;
                }));
    }

    void shutdown(UUID uuid) {
        LibvirtCall.call(
                "ask the guest of the domain " + uuid + " to shut down",
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    domain.shutdown();
                    return true;
                }));
    }

    void destroy(UUID uuid) {
        LibvirtCall.find(
                "end the domain " + uuid,
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    if (domain.isActive() == 1) {
                        destroy(domain);
                    }
                    return true;
                }));
    }

    void undefine(UUID uuid) {
        LibvirtCall.find(
                "undefine the domain " + uuid,
                () -> with(connect.domainLookupByUUID(uuid), domain -> {
                    undefine(domain);
                    return true;
                }));
    }

    void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
        LibvirtCall.call(
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

    /** Returns empty where the domain has ended since it was listed: then what was read is not the live XML, or nothing. */
    static Optional<DomainDescription> describeRunning(Domain domain) {
        return LibvirtCall.find("read a running domain", () -> {
                    DomainDescription description = new DomainDescription(
                            domain.getName(),
                            UUID.fromString(domain.getUUIDString()),
                            state(domain.getInfo()),
                            false,
                            domain.getXMLDesc(LIVE_XML));
                    return domain.isActive() == 1 ? Optional.of(description) : Optional.<DomainDescription>empty();
                })
                .flatMap(description -> description);
    }

    private static void start(Domain domain, Set<StartOption> options) throws LibvirtException {
        if (options.isEmpty()) {
            domain.create();
            return;
        }
        try {
            domain.create(options.stream().mapToInt(LibvirtDomains::flag).sum());
        } catch (LibvirtException e) {
            if (!LibvirtCall.failedWith(e, REFUSED_FLAG)) {
                throw e;
            }
            // Of the drivers whose domains can be cloned, only libvirt's own for tests does so, and knows none of these
            // flags; it ends with the process.
            LOG.debug("Starting it without {}: {}", options, LibvirtCall.messageOf(e));
            domain.create();
        }
    }

    private static int flag(StartOption option) {
        return switch (option) {
            case UNTIL_DISCONNECTED -> Domain.CreateFlags.AUTODESTROY;
            case PAUSED -> Domain.CreateFlags.PAUSED;
        };
    }

    private static void resume(Domain domain) throws LibvirtException {
        try {
            domain.resume();
        } catch (LibvirtException e) {
            // Somebody else may have resumed it since it was looked at.
            if (state(domain.getInfo()) == DomainState.PAUSED) {
                throw e;
            }
        }
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
                if (attempt == UNDEFINE_FLAGS.length - 1 || !LibvirtCall.failedWith(e, REFUSED_FLAG)) {
                    throw e;
                }
            }
        }
    }

    static DomainState state(DomainInfo info) {
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

    /** Frees the handles. */
    private static <T> List<T> fromEach(Domain[] domains, DomainCall<T> call) throws LibvirtException {
        List<T> results = new ArrayList<>();
        try {
            for (Domain domain : domains) {
                results.add(call.run(domain));
            }
        } finally {
            for (Domain domain : domains) {
                domain.free();
            }
        }
        return results;
    }

    private static <T> T with(Domain domain, DomainCall<T> call) throws LibvirtException {
        try {
            return call.run(domain);
        } finally {
            domain.free();
        }
    }

    private interface DomainCall<T> {
        T run(Domain domain) throws LibvirtException;
    }
}
