package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The proof that the base is untouched, on a base of its own: a qcow2 disk that is built upon another one, and a raw disk.
 * Somebody else writes to them while a clone runs. The clones are not waited for; what counts is that QEMU runs them.
 */
class BaseProofIT {

    private static final String BASE = "proof-base";
    private static final Path IMAGES = Path.of("/var/lib/libvirt/images");
    private static final Path SYSTEM = IMAGES.resolve("proof-base.qcow2");
    private static final Path LOWER = IMAGES.resolve("proof-base-lower.qcow2");
    private static final Path DATA = IMAGES.resolve("proof-base-data.raw");
    private static final List<Path> FILES = List.of(SYSTEM, LOWER, DATA);

    private static final String SETTINGS = """
            proof { libvirtBaseDomain = proof-base, verifyBase = true
                    ipLookupStrategy = static, static { ip = "198.51.100.126" } }
            remote_proof = ${proof} { libvirtURL = "qemu+ssh://user@linux-box/system" }
            """;

    private static final CloudHosts HOSTS = Lab.hosts(SETTINGS);
    private static final Path SETTINGS_FILE = Lab.file(SETTINGS);

    /** What the files were before somebody wrote to them, in the order of {@link #FILES}. */
    private static final List<Path> COPIES = new ArrayList<>();

    @BeforeAll
    static void defineBase() throws IOException {
        Files.copy(IMAGES.resolve("tiny-base.qcow2"), LOWER);
        Command.run(List.of(
                        "qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", LOWER.toString(), "" + SYSTEM))
                .orThrow();
        Command.run(List.of("qemu-img", "create", "-q", "-f", "raw", DATA.toString(), "4M"))
                .orThrow();
        for (Path file : FILES) {
            Path copy = Files.createTempFile("proof-base", "");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            COPIES.add(copy);
        }
        String xml = Virsh.run("dumpxml", "--inactive", "tiny-base")
                .replaceFirst("<uuid>[^<]*</uuid>", "")
                .replaceFirst("<mac [^>]*/>", "")
                .replace("<name>tiny-base<", "<name>" + BASE + "<")
                .replace(IMAGES.resolve("tiny-base.qcow2").toString(), SYSTEM.toString())
                .replaceFirst("</disk>", """
                        </disk>
                        <disk type='file' device='disk'>
                          <driver name='qemu' type='raw'/>
                          <source file='%s'/>
                          <target dev='vdb' bus='virtio'/>
                        </disk>""".formatted(DATA));
        Path definition = Files.createTempFile("proof-base", ".xml");
        Virsh.run("define", Files.writeString(definition, xml).toString());
        Files.delete(definition);
    }

    @AfterAll
    static void removeBase() throws IOException {
        Virsh.run("undefine", BASE);
        for (Path file : Stream.concat(FILES.stream(), COPIES.stream()).toList()) {
            Files.deleteIfExists(file);
        }
        Virsh.run("pool-refresh", "default");
    }

    private List<String> before;

    @BeforeEach
    void takeSums() {
        before = sums();
    }

    @AfterEach
    void restoreBase() throws IOException {
        for (int file = 0; file < FILES.size(); file++) {
            Files.copy(COPIES.get(file), FILES.get(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Virsh.clonesOf("(remote_)?proof").forEach(name -> new CommandLine(SETTINGS_FILE).run("down", name));
    }

    @Test
    void aBaseThatNobodyWritesToPasses() {
        try (CloudHost host = HOSTS.get("proof")) {
            host.setup();
            assertThat(fingerprintsOf(onlyClone("proof"))).isEqualTo(before);
        }
        assertThat(sums()).isEqualTo(before);
        assertThat(Virsh.clonesOf("proof")).isEmpty();
    }

    @Test
    void aDiskThatSomebodyWroteToWhileTheCloneRanFailsTheTeardown() throws IOException {
        CloudHost host = HOSTS.get("proof");
        host.setup();
        String clone = onlyClone("proof");

        append(DATA);

        String changed =
                "proof: teardown is not complete: the base domain 'proof-base' has changed while the clone '" + clone
                        + "' lived: disk vdb (" + DATA + "): sha256 " + before.get(2) + " before, " + sum(DATA)
                        + " after. Restore it from a backup, and find out who wrote to it";
        assertThatThrownBy(host::teardown)
                .isInstanceOf(CloudHostException.class)
                .hasMessage(changed);
        assertThat(Virsh.clonesOf("proof"))
                .as("the clone is removed all the same")
                .isEmpty();
        assertThatThrownBy(host::teardown).as("as long as it is so").hasMessage(changed);

        restoreBase();
        host.teardown();
    }

    @Test
    void whatADiskIsBuiltUponIsVerifiedTooAndOnAnotherMachine() throws IOException {
        CloudHost host = HOSTS.get("remote_proof");
        host.setup();
        assertThat(fingerprintsOf(onlyClone("remote_proof"))).isEqualTo(before);

        append(LOWER);

        assertThatThrownBy(host::teardown)
                .isInstanceOf(CloudHostException.class)
                .hasMessageContaining(
                        "disk vda (" + LOWER + "): sha256 " + before.get(1) + " before, " + sum(LOWER) + " after. ");
        assertThat(Virsh.clonesOf("remote_proof")).isEmpty();
    }

    @Test
    void theCommandVerifiesWhatAnotherRunOfItLeft() throws IOException {
        assertThat(new CommandLine(SETTINGS_FILE).run("up", "remote_proof").status())
                .isZero();
        String unchanged = onlyClone("remote_proof");
        assertThat(new CommandLine(SETTINGS_FILE).run("down", "remote_proof").output())
                .isEqualTo("removed " + unchanged + " at qemu+ssh://user@linux-box/system");

        assertThat(new CommandLine(SETTINGS_FILE).run("up", "remote_proof").status())
                .isZero();
        String clone = onlyClone("remote_proof");
        append(DATA);

        Command.Outcome down = new CommandLine(SETTINGS_FILE).run("down", "remote_proof");

        assertThat(down.status()).isEqualTo(1);
        assertThat(down.output())
                .contains("the base domain 'proof-base' has changed while the clone '" + clone + "' lived: disk vdb ("
                        + DATA + "): sha256 " + before.get(2) + " before, " + sum(DATA)
                        + " after. Restore it from a backup, and find out who wrote to it");
        assertThat(Virsh.clonesOf("remote_proof")).isEmpty();
    }

    @Test
    void aBaseThatIsBuiltUponAFileInNoPoolIsRefusedAndNothingIsCreated() throws IOException {
        Path outside = Files.createTempDirectory(Path.of("/var/lib/libvirt"), "outside")
                .resolve("lower.qcow2");
        Files.copy(LOWER, outside);
        try {
            Command.run(List.of("qemu-img", "rebase", "-u", "-F", "qcow2", "-b", outside.toString(), SYSTEM.toString()))
                    .orThrow();
            LabState lab = LabState.now();

            assertThatThrownBy(HOSTS.get("proof")::setup)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("proof.verifyBase = \"true\" (")
                    .hasMessageEndingWith("): the base domain 'proof-base' cannot be verified: disk vda (" + outside
                            + ") is in no started storage pool, through which libvirt could read it. Define one for its"
                            + " folder: virsh pool-define-as NAME dir --target " + outside.getParent()
                            + " && virsh pool-start NAME. Put that right, or set verifyBase to false");
            lab.assertStillSo();
        } finally {
            Files.delete(outside);
            Files.delete(outside.getParent());
        }
    }

    /** QEMU locks the files against other QEMUs only. Behind the end of what it knows, it does not notice a byte more. */
    private static void append(Path file) throws IOException {
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    }

    private static List<String> sums() {
        return FILES.stream().map(BaseProofIT::sum).toList();
    }

    private static String sum(Path file) {
        return Command.run(List.of("sha256sum", file.toString())).orThrow().replaceFirst(" .*", "");
    }

    /** Returns the sums in the clone's record. */
    private static List<String> fingerprintsOf(String clone) {
        String xml = Virsh.run("dumpxml", clone);
        return FILES.stream()
                .map(file -> xml.replaceAll("(?s).*path=.\\Q" + file + "\\E. sha256=.([0-9a-f]{64}).*", "$1"))
                .toList();
    }

    private static String onlyClone(String label) {
        List<String> clones = Virsh.clonesOf(label);
        assertThat(clones).hasSize(1);
        return clones.get(0);
    }
}
