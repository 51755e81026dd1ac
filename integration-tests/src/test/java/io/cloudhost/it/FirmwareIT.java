package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A base with UEFI, whose variables the guest can see and change, and with a TPM. */
@TestInstance(Lifecycle.PER_CLASS)
class FirmwareIT {

    private static final List<String> BASE = List.of("uefi-base");

    private static final Path VARSTORE = Path.of("/var/lib/libvirt/qemu/nvram/uefi-base_VARS.fd");

    private static final String KNOWN = "/sys/firmware/efi/efivars/Known-7f2d1f6e-5a3c-4c57-9b0e-3b1d3f5c9a10";
    private static final String OWN = "/sys/firmware/efi/efivars/Own-7f2d1f6e-5a3c-4c57-9b0e-3b1d3f5c9a10";

    private static final CloudHosts HOSTS =
            Lab.hosts("""
            uefi { libvirtBaseDomain = uefi-base, %1$s }
            fresh { libvirtBaseDomain = uefi-base, nvram = fresh, ipLookupStrategy = static, static { ip = "198.51.100.10" } }
            selected { libvirtBaseDomain = selected-base, ipLookupStrategy = static, static { ip = "198.51.100.10" } }
            uefi_base { hostname = "%2$s.lab.test" }
            """.formatted(Lab.FOUND_ON_NAT, Virsh.run("domuuid", "uefi-base")));

    private final LabState before = LabState.now();

    @TempDir
    private static Path folder;

    private LabState atRest;
    private Map<Path, String> sums;

    /** Nobody else starts the base, and all of this class do well with one start. */
    @BeforeAll
    void letTheBaseRunOnceAndMakeAVariable() throws IOException {
        Files.copy(disk(), folder.resolve("disk"));
        runTheBaseAndMakeAVariable();
        assertThat(holdsTheVariable(VARSTORE)).isTrue();
        atRest = LabState.now();
        sums = DomainFiles.sums(BASE);
        assertThat(sums).containsKey(VARSTORE);
    }

    @AfterEach
    void nothingIsLeftAndTheBaseIsUntouched() {
        atRest.assertStillSo();
        assertThat(DomainFiles.sums(BASE)).isEqualTo(sums);
    }

    @AfterAll
    void asIfTheBaseHadNeverRun() throws IOException {
        if (!Virsh.run("domstate", "uefi-base").equals("shut off")) {
            Virsh.run("destroy", "uefi-base");
        }
        Files.copy(folder.resolve("disk"), disk(), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(VARSTORE);
        Command.run(List.of("rm", "-r", "-f", tpmOf("uefi-base").toString())).orThrow();
        before.assertStillSo();
    }

    @Test
    void clonesAtOnceHaveTheVariablesOfTheBaseEachForItself() {
        String tpm = stateOf(tpmOf("uefi-base"));

        try (CloudHost one = HOSTS.get("uefi");
                CloudHost other = HOSTS.get("uefi")) {
            Lab.setUpAtOnce(List.of(one, other));
            assertThat(Guest.of(one).run("tail -c +5 " + KNOWN)).isEqualTo("known");
            assertThat(Guest.of(other).run("tail -c +5 " + KNOWN)).isEqualTo("known");

            write(Guest.of(one), OWN, "own");
            assertThat(Guest.of(one).run("tail -c +5 " + OWN)).isEqualTo("own");
            assertThat(Guest.of(other).run("test -e " + OWN + " || echo none")).isEqualTo("none");

            assertThat(List.of(DomainFiles.varstore(cloneOf(one)), DomainFiles.varstore(cloneOf(other)), VARSTORE))
                    .doesNotHaveDuplicates()
                    .allMatch(Files::exists);
            assertThat(Guest.of(one).run("cat /sys/class/tpm/tpm0/tpm_version_major"))
                    .isEqualTo("2");
            assertThat(List.of(stateOf(tpmOf(cloneOf(one))), stateOf(tpmOf(cloneOf(other))), tpm))
                    .doesNotHaveDuplicates();
        }

        assertThat(stateOf(tpmOf("uefi-base"))).isEqualTo(tpm);
    }

    @Test
    void freshVariablesAreToBeHadOfABaseThatHasSome() throws IOException {
        try (CloudHost host = HOSTS.get("fresh")) {
            host.setup();
            Path own = DomainFiles.varstore(Virsh.clonesOf("fresh").get(0));
            assertThat(own).exists().isNotEqualTo(VARSTORE);
            assertThat(holdsTheVariable(own)).isFalse();
        }
    }

    @Test
    void aBaseThatNeverRanHasNoVariablesAndItsCloneGetsFreshOnes() throws IOException {
        Path away = folder.resolve("varstore");
        Files.move(VARSTORE, away);
        try {
            LabState neverRan = LabState.now();
            try (CloudHost host = HOSTS.get("uefi")) {
                host.setup();
                assertThat(Guest.of(host).run("ls /sys/firmware/efi/efivars"))
                        .contains("BootOrder")
                        .doesNotContain("Known");
                assertThat(DomainFiles.varstore(cloneOf(host))).exists().isNotEqualTo(VARSTORE);
            }
            neverRan.assertStillSo();
        } finally {
            Files.move(away, VARSTORE);
        }
    }

    @Test
    void theVariablesAreTheBasesAlsoWhereLibvirtSelectsTheFirmware() throws IOException {
        String base = Virsh.run("dumpxml", "--inactive", "uefi-base")
                .replaceFirst("<uuid>[^<]*</uuid>", "")
                .replaceFirst("<mac [^>]*/>", "")
                .replace("<name>uefi-base<", "<name>selected-base<")
                .replaceFirst("(?s)<os>(.*?)<loader.*</nvram>", "<os firmware='efi'>$1");
        Virsh.run("define", Lab.file(base).toString());
        try {
            Files.copy(VARSTORE, VARSTORE.resolveSibling("selected-base_VARS.fd"));
            try (CloudHost host = HOSTS.get("selected")) {
                host.setup();
                Path own = DomainFiles.varstore(Virsh.clonesOf("selected").get(0));
                assertThat(own).isNotEqualTo(VARSTORE.resolveSibling("selected-base_VARS.fd"));
                assertThat(holdsTheVariable(own)).isTrue();
            }
        } finally {
            Virsh.run("undefine", "--nvram", "selected-base");
        }
    }

    private static void runTheBaseAndMakeAVariable() {
        Virsh.run("start", "uefi-base");
        try (CloudHost base = HOSTS.get("uefi_base")) {
            base.setup();
            write(Guest.of(base), KNOWN, "known");
        }
        Virsh.run("shutdown", "uefi-base");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Virsh.run("domstate", "uefi-base").equals("shut off"));
    }

    /** Four bytes of attributes, for a variable that outlives the boot and is seen by the system, stand before the value. */
    private static void write(Guest guest, String variable, String value) {
        guest.run("printf '\\007\\000\\000\\000" + value + "' > " + variable);
    }

    /** A varstore has names in UTF-16. */
    private static boolean holdsTheVariable(Path varstore) throws IOException {
        return Files.readString(varstore, StandardCharsets.ISO_8859_1).contains("K\0n\0o\0w\0n\0");
    }

    private static String cloneOf(CloudHost host) {
        return Virsh.run("domname", Guest.of(host).run("hostname"));
    }

    private static Path disk() {
        return DomainFiles.disks("uefi-base").get(0);
    }

    private static Path tpmOf(String domain) {
        return Path.of("/var/lib/libvirt/swtpm", Virsh.run("domuuid", domain));
    }

    private static String stateOf(Path tpm) {
        return DomainFiles.sum(tpm.resolve("tpm2/tpm2-00.permall"));
    }
}
