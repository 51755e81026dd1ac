package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.provider.libvirt.internal.hypervisor.WhenLost.Then;
import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Do what cloudhost needs of a hypervisor, over one connection or over a share of one. Thread-safe.
 *
 * <p>All methods throw {@link HypervisorException} when the hypervisor refuses or cannot be reached. Looking for what is
 * not there is not an error.
 *
 * <p>A {@linkplain SharedConnections shared} connection that is lost is replaced: a call waits half a minute for that, and
 * one under which the connection is lost is made once more where that does no harm, as {@link WhenLost} says of it.
 */
public interface Hypervisor extends AutoCloseable {

    /**
     * List all domains, running or not.
     *
     * @return their names, sorted
     */
    @WhenLost(Then.REPEATED)
    List<String> domainNames();

    /**
     * List the domains that are active: those that run, and those that are paused or about to end. Does not look at the
     * others.
     *
     * @return their states and their live XML without secrets; one that ends meanwhile is left out
     */
    @WhenLost(Then.REPEATED)
    List<DomainDescription> runningDomains();

    /**
     * Find a domain by its name.
     *
     * @param name the name
     * @return its state and its inactive XML without secrets, or empty where there is none
     */
    @WhenLost(Then.REPEATED)
    Optional<DomainDescription> domain(String name);

    /**
     * Return a domain's inactive XML with the secrets in it, such as passwords of its screen.
     *
     * @param name the domain's name
     * @return the XML, for a definition that must be the same; not to be shown
     */
    @WhenLost(Then.REPEATED)
    String domainXmlWithSecrets(String name);

    /**
     * Tell a domain's state.
     *
     * @param uuid the domain
     * @return its state; empty where there is no such domain
     */
    @WhenLost(Then.REPEATED)
    Optional<DomainState> state(UUID uuid);

    /**
     * Ask for the addresses that a running domain is said to have. Asking the agent may take seconds.
     *
     * @param uuid the domain
     * @param source whom to ask
     * @return the addresses in libvirt's order, without those of interfaces whose own address is of another kind than
     *     Ethernet's; may be empty
     * @throws HypervisorException when the source does not answer; {@linkplain HypervisorException#isUnsupported tells}
     *     whether it never will
     */
    @WhenLost(Then.REPEATED)
    List<AddressReports.Report> interfaceAddresses(UUID uuid, AddressReports.Source source);

    /**
     * Tell whether a network of libvirt's is started.
     *
     * @param name the network's name
     * @return whether it is; false also where there is none
     */
    @WhenLost(Then.REPEATED)
    boolean isNetworkStarted(String name);

    /**
     * Find a network of libvirt's.
     *
     * @param name the network's name
     * @return the network, or empty where there is none
     */
    @WhenLost(Then.REPEATED)
    Optional<Network> network(String name);

    /**
     * Tell whether the hypervisor's machine has a network interface, such as a bridge.
     *
     * @param name the interface's name
     * @return whether it has; empty where this hypervisor does not tell
     */
    @WhenLost(Then.REPEATED)
    Optional<Boolean> hasInterface(String name);

    /**
     * Tell whether KVM can run a domain, if it is one for another kind of virtualisation or not.
     *
     * @param xml the domain's XML
     * @return whether it can; empty where this hypervisor does not tell
     */
    @WhenLost(Then.REPEATED)
    Optional<Boolean> hasKvm(String xml);

    /**
     * Return libvirt's version.
     *
     * @return e.g. {@code 9.0.0}
     */
    @WhenLost(Then.REPEATED)
    String version();

    /**
     * Hear of it when a domain ends. Hears of what happens from now on: a domain that has ended before is to be found by
     * {@link #state} afterwards.
     *
     * @param uuid the domain, which need not run yet
     * @param whenEnded is told how it ended, in words that complete "the domain …", e.g. {@code was destroyed}; at most
     *     once, on a thread that serves all connections or all users of this one, which it must not block. After a loss of
     *     the connection it is told of a domain that does not run, e.g. {@code is shut off}, also where that never ran
     * @return what to close when it is no longer of interest; closing the connection closes it too
     * @throws HypervisorException also when there is no such domain
     */
    @WhenLost(Then.REPEATED)
    DomainWatch watch(UUID uuid, Consumer<String> whenEnded);

    /**
     * Hear of all that libvirt tells of a domain's life from now on, be it an end or not.
     *
     * @param uuid the domain, which need not run yet
     * @param whenHappened is told what happened, in words that complete "the domain …", e.g. {@code was paused after an I/O
     *     error}; on a thread that it must not block
     * @return what to close when it is no longer of interest; closing the connection closes it too
     * @throws HypervisorException also when there is no such domain
     */
    @WhenLost(Then.REPEATED)
    DomainWatch listen(UUID uuid, Consumer<String> whenHappened);

    /**
     * Tell how a domain is, for people.
     *
     * @param uuid the domain
     * @return the report; empty where there is no such domain
     */
    @WhenLost(Then.REPEATED)
    Optional<DomainReport> report(UUID uuid);

    /**
     * Take a picture of a running domain's first screen.
     *
     * @param uuid the domain
     * @return the picture
     * @throws HypervisorException also when it has no screen
     */
    @WhenLost(Then.REPEATED)
    Screenshot screenshot(UUID uuid);

    /**
     * Read what a running domain writes to its first serial port, or where it has none, to its first console, from now on. To
     * have all that it writes, start it {@linkplain StartOption#PAUSED paused}. Only one can read at a time: others are kept
     * out, unless they take the console over.
     *
     * @param uuid the domain
     * @param receiver takes what comes
     * @return what to close when it is no longer of interest; closing the connection closes it too
     * @throws HypervisorException also when it does not run, when somebody else reads, or when libvirt cannot read it, since it
     *     goes to a file, for instance
     */
    @WhenLost(Then.REPEATED)
    ConsoleReading readConsole(UUID uuid, ConsoleReceiver receiver);

    /**
     * Measure a disk of a domain, which need not run.
     *
     * @param name the domain's name
     * @param target the disk's device in the domain, e.g. {@code vda}
     * @return its size as a guest sees it, in bytes; empty where this hypervisor does not measure disks
     * @throws HypervisorException when the disk cannot be read; {@linkplain HypervisorException#isMissing tells} whether its
     *     file is missing
     */
    @WhenLost(Then.REPEATED)
    Optional<Long> diskCapacity(String name, String target);

    /**
     * Tell which firmware is selected for a domain that leaves the choice to libvirt.
     *
     * @param xml the domain's XML
     * @return the firmware; empty where this hypervisor does not tell
     */
    @WhenLost(Then.REPEATED)
    Optional<SelectedFirmware> selectedFirmware(String xml);

    /**
     * Tell how this hypervisor can share folders of its machine with guests.
     *
     * @param xml the XML of the domain that is to have them
     * @return what it can
     */
    @WhenLost(Then.REPEATED)
    FolderSharing folderSharing(String xml);

    /**
     * Find a volume by its path.
     *
     * @param path the path on the hypervisor
     * @return the volume, or empty where no started pool has it
     */
    @WhenLost(Then.REPEATED)
    Optional<Volume> volumeAt(String path);

    /**
     * Find a volume by its name.
     *
     * @param pool the storage pool's name
     * @param name the volume's name
     * @return the volume, or empty where there is no such pool, it is stopped, or it has no such volume
     */
    @WhenLost(Then.REPEATED)
    Optional<Volume> volume(String pool, String name);

    /**
     * Return a storage pool.
     *
     * @param name the pool's name
     * @return the pool, or empty where there is none
     */
    @WhenLost(Then.REPEATED)
    Optional<Pool> pool(String name);

    /**
     * List all storage pools, started or not.
     *
     * @return the pools
     */
    @WhenLost(Then.REPEATED)
    List<Pool> pools();

    /**
     * Make a pool read its folder again, so that it knows files that came or went behind libvirt's back.
     *
     * @param name the name of a started pool
     */
    @WhenLost(Then.REPEATED)
    void refreshPool(String name);

    /**
     * Write a domain definition. One of the same name and UUID takes the place of the former.
     *
     * @param xml the domain XML, with the UUID
     */
    @WhenLost(Then.REPEATED)
    void define(String xml);

    /**
     * Start a defined domain.
     *
     * @param uuid the domain
     * @param options how
     */
    @WhenLost(Then.FAILS)
    void start(UUID uuid, StartOption... options);

    /**
     * Let a domain run that is paused. Does nothing where it is not.
     *
     * @param uuid the domain
     */
    @WhenLost(Then.REPEATED)
    void resume(UUID uuid);

    /**
     * Ask the guest of a running domain to shut down, and do not wait for it. Libvirt asks in the way that the domain is made
     * for: by a key press of ACPI, or the guest's agent.
     *
     * @param uuid the domain
     */
    @WhenLost(Then.REPEATED)
    void shutdown(UUID uuid);

    /**
     * End a domain at once. Does nothing where it is not running or not there.
     *
     * @param uuid the domain
     */
    @WhenLost(Then.REPEATED)
    void destroy(UUID uuid);

    /**
     * Remove a domain's definition and what libvirt keeps with it: saved memory, snapshots, checkpoints, firmware
     * variables, the state of its TPM. Does nothing where it is not there.
     *
     * @param uuid the domain
     */
    @WhenLost(Then.REPEATED)
    void undefine(UUID uuid);

    /**
     * Put an element into a domain's metadata, in its definition and, where it runs, in the running instance.
     *
     * @param uuid the domain
     * @param xml the element
     * @param prefix the prefix to write for its namespace
     * @param namespace its namespace; an element that the domain has there is replaced
     */
    @WhenLost(Then.REPEATED)
    void setMetadata(UUID uuid, String xml, String prefix, String namespace);

    /**
     * Create a volume.
     *
     * @param pool the storage pool's name
     * @param xml the volume's XML
     * @return the path of the new volume
     */
    @WhenLost(Then.FAILS)
    String createVolume(String pool, String xml);

    /**
     * Delete a volume. Does nothing where its pool does not have it; where the pool itself is gone, fails.
     *
     * @param pool the storage pool's name
     * @param name the volume's name
     */
    @WhenLost(Then.REPEATED)
    void deleteVolume(String pool, String name);

    /**
     * Read the whole of a volume, and tell one contents from another: what a qcow2 file holds counts as it is written, and
     * what it is built upon does not count.
     *
     * @param pool the storage pool's name
     * @param name the volume's name
     * @return the SHA-256 of the contents, in hexadecimal digits, as {@code sha256sum} prints it
     * @throws InterruptedException when the thread is interrupted
     */
    @WhenLost(Then.REPEATED)
    String fingerprint(String pool, String name) throws InterruptedException;

    /**
     * Tell whether the connection is there, as far as that is known: one that broke without being used since then may count
     * as alive. Asks nobody.
     *
     * @return whether it is; false while a lost one is being replaced, and once closed
     */
    @WhenLost(Then.UNAFFECTED)
    boolean isAlive();

    /**
     * Close the watches, and the connection where nobody else shares it. Waits for no call that another thread has begun:
     * the last of them to end closes the connection, and what begins later fails. Idempotent; does not throw.
     */
    @Override
    @WhenLost(Then.UNAFFECTED)
    void close();

    /**
     * Describe a domain.
     *
     * @param name its name
     * @param uuid its UUID
     * @param state its state
     * @param saved whether its memory was saved when it was shut off, so that it would be resumed
     * @param xml its XML without secrets: the inactive one, or the live one where running domains were asked for
     */
    record DomainDescription(String name, UUID uuid, DomainState state, boolean saved, String xml) {}

    /**
     * Describe a volume.
     *
     * @param pool the name of its storage pool
     * @param name its name
     * @param kind its type in libvirt's words: {@code file}, {@code block}, {@code dir}, {@code network}
     * @param path its path on the hypervisor
     * @param capacity its size as a guest sees it, in bytes
     * @param format the format of its data, e.g. {@code qcow2}, where libvirt tells one
     * @param backing what its data is built upon, if anything
     */
    record Volume(
            String pool,
            String name,
            String kind,
            String path,
            long capacity,
            Optional<String> format,
            Optional<Backing> backing) {}

    /**
     * Describe what a volume is built upon, as its own header says.
     *
     * @param path the path on the hypervisor, not normalised, or the URL of something elsewhere
     * @param format the format of the data there, where it is told
     */
    record Backing(String path, Optional<String> format) {}

    /**
     * Describe a storage pool.
     *
     * @param name its name
     * @param kind its type in libvirt's words, e.g. {@code dir}
     * @param folder the path below which its volumes are, empty where there is none
     * @param started whether it is started
     * @param autostarted whether it is started with the hypervisor
     * @param available how much room is left, in bytes; 0 where it is not started
     */
    record Pool(String name, String kind, String folder, boolean started, boolean autostarted, long available) {}

    /**
     * Describe a network of libvirt's.
     *
     * @param name its name
     * @param started whether it is started
     * @param autostarted whether it is started with the hypervisor
     * @param dhcp whether libvirt runs a DHCP server for it
     * @param nameServer an address at which the same server answers questions for names; empty where it does not
     */
    record Network(String name, boolean started, boolean autostarted, boolean dhcp, Optional<String> nameServer) {}
}
