package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody gets wrong, on a real hypervisor with real servers: a clear message, and nothing left behind. */
class BadInputIT {

    private static final Path IMAGES = Path.of("/var/lib/libvirt/images");

    private static final String HOME = System.getProperty("user.home");

    private LabState before;
    private Path settings;

    @TempDir
    private Path folder;

    @BeforeEach
    void look() {
        before = LabState.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
    }

    @Test
    void aBaseThatIsMissing() {
        assertThat(failure("libvirtBaseDomain", "tiny_base"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "h.libvirtBaseDomain = \"tiny_base\" (" + settings + ":3): no domain of this name at"
                                + " qemu:///system. It has: agent-base, block-base, chain-base, chatty-base, four-disk-base,"
                                + " ipv6-base, my_base_domain, nvram-base, outside-base, raw-base, static-base, tiny-base, two-disk-base, uefi-base. Did you mean 'tiny-base'?");
    }

    @Test
    void aBaseThatRuns() {
        Virsh.run("start", "tiny-base");
        try {
            assertThat(failure())
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo(
                            "h: setup failed in phase 'resolve': the base domain 'tiny-base' is running. Only a domain"
                                    + " that is shut off can be cloned, since its disks must not change:"
                                    + " virsh -c qemu:///system shutdown tiny-base");
        } finally {
            Virsh.run("destroy", "tiny-base");
        }
    }

    @Test
    void aNetworkThatIsNotOnTheBase() {
        assertThat(failure("networkDeviceId", "br0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "h.networkDeviceId = \"br0\" (" + settings + ":4): the base domain 'tiny-base' has no network"
                                + " interface on it. It has: network my_nat_network");
    }

    @Test
    void aBaseWithSeveralNetworksAndNoneNamed() {
        assertThat(failureOf("""
                        h {
                          libvirtBaseDomain = my_base_domain
                          ipLookupStrategy = static
                          static { ip = "203.0.113.10" }
                        }
                        """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.networkDeviceId (" + settings + ":1): missing, and the base domain 'my_base_domain' has"
                        + " several network interfaces. Name one of: network my_nat_network, bridge br0, network"
                        + " my_routed_network");
    }

    @Test
    void aHypervisorThatIsNotThere() {
        assertThat(failure("libvirtURL", "qemu+unix:///system?socket=/nowhere/libvirt-sock"))
                .isInstanceOf(HostSetupException.class)
                .extracting(Explanation::of)
                .isEqualTo("h: setup failed in phase 'resolve': cannot connect to libvirt at"
                        + " qemu+unix:///system?socket=/nowhere/libvirt-sock: Failed to connect socket to"
                        + " '/nowhere/libvirt-sock': No such file or directory. Check that libvirtd runs, and that this"
                        + " account may use it (group libvirt)");
    }

    @Test
    void anAccountThatMayNotLogInToTheHypervisor() {
        assertThat(failure("libvirtURL", "qemu+ssh://nobody@linux-box/system"))
                .isInstanceOf(HostSetupException.class)
                .hasMessageStartingWith("h: setup failed in phase 'resolve': cannot connect to libvirt at"
                        + " qemu+ssh://nobody@linux-box/system: ")
                .hasMessageContaining("Permission denied")
                .hasMessageContaining(
                        "Check that 'ssh' logs in there without asking, and that the account may use libvirt"
                                + " (group libvirt)");
    }

    @Test
    void aDiskOfTheBaseThatIsMissing() throws IOException {
        Path disk = IMAGES.resolve("tiny-base.qcow2");
        Path away = folder.resolve("tiny-base.qcow2");
        Files.move(disk, away);
        try {
            assertThat(failure())
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo(
                            "h: setup failed in phase 'plan': the base domain 'tiny-base' cannot be cloned. disk vda:"
                                    + " there is no file /var/lib/libvirt/images/tiny-base.qcow2 (restore it)");
        } finally {
            Files.move(away, disk, StandardCopyOption.REPLACE_EXISTING);
            Virsh.run("pool-refresh", "default");
        }
    }

    @Test
    void aStoragePoolThatIsStopped() {
        Virsh.run("pool-destroy", "default");
        try {
            assertThat(failure())
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo(
                            "h: setup failed in phase 'plan': the base domain 'tiny-base' cannot be cloned. disk vda:"
                                    + " the storage pool 'default' of /var/lib/libvirt/images/tiny-base.qcow2 is stopped"
                                    + " (start it: virsh -c qemu:///system pool-start default)");
        } finally {
            Virsh.run("pool-start", "default");
        }
    }

    @Test
    void aLabelThatIsMissing() {
        settings = Lab.file("nat_host { hostname = x }");

        assertThat(catchThrowable(() -> host("nat_hots")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "nat_hots: no host of this name is configured. Configured: nat_host. Did you mean 'nat_host'?"
                                + " Looked in: " + settings + ", cloudhost.conf on the classpath (not there)");
    }

    @Test
    void aMistypedKey() {
        assertThat(failure("networkDeviceId", "my_nat_network\"\n  networkDeviceID = \"my_nat_network"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.networkDeviceID (" + settings + ":5): unknown key. Did you mean 'networkDeviceId'?");
    }

    @Test
    void aStrategyThatNobodyHas() {
        assertThat(failureOf("h { libvirtBaseDomain = tiny-base, ipLookupStrategy = SHH }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.ipLookupStrategy = \"SHH\" (" + settings
                        + ":1): no strategy of this name is on the classpath."
                        + " On the classpath: DNS, hypervisor, SSH, static. Did you mean 'SSH'?");
    }

    @Test
    void urlsThatAreNone() {
        assertThat(failure("libvirtURL", "linux-box"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "h.libvirtURL = \"linux-box\" (" + settings + ":2): not a libvirt connection URL. Write e.g."
                                + " qemu:///system or qemu+ssh://user@linux-box/system");
        assertThat(catchThrowable(() -> ssh("ssh://user@linux-box", "shh://user@linux-box")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.SSH.url = \"shh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile=" + HOME
                        + "/.ssh/id_rsa&passphrase=***\" (" + settings + ":5): not a usable SSH URL: it must start with"
                        + " ssh://. Its form is ssh://user[:password]@host[:port][?os=UNIX&connectionType=SCP&"
                        + "privateKeyFile=/path/to/key&passphrase=secret]");
    }

    @Test
    void aPrivateKeyFileThatIsMissing() {
        assertThat(catchThrowable(() -> ssh("/.ssh/id_rsa", "/.ssh/id_nowhere")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.SSH.url = \"ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile=" + HOME
                        + "/.ssh/id_nowhere&passphrase=***\" (" + settings + ":5): there is no private key file " + HOME
                        + "/.ssh/id_nowhere");
    }

    @Test
    void aWrongPassphrase() {
        assertThat(catchThrowable(() -> ssh("bigsecret", "wrongsecret")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.SSH.url = \"ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile=" + HOME
                        + "/.ssh/id_rsa&passphrase=***\" (" + settings
                        + ":5): the passphrase does not open the private key " + HOME + "/.ssh/id_rsa");
    }

    @Test
    void anSshServerWhoseHostKeyIsUnknown() throws IOException {
        Path knownHosts = Files.createFile(folder.resolve("known_hosts"));

        assertThat(catchThrowable(() -> ssh("timeout = 5", "timeout = 5, knownHosts = \"" + knownHosts + "\"")
                        .setup()))
                .isInstanceOf(HostSetupException.class)
                .extracting(BadInputIT::withoutWhatVaries)
                .isEqualTo(
                        "h: setup failed in phase 'address': no address found for h-NAME with MAC MAC. SSH (user@linux-box:22: cat /nowhere): asked once,"
                                + " last answer after N s: the SSH server linux-box, port 22, offers the host key SHA256:KEY"
                                + " (ssh-ed25519), but " + knownHosts
                                + " has no key for it. Compare the fingerprint with the one"
                                + " that the server's administrator gives you (ssh-keygen -lf, run there on its public host key);"
                                + " if they are equal: ssh-keyscan -p 22 linux-box >> '" + knownHosts + "'");
    }

    @Test
    void anSshServerWhoseHostKeyHasChanged() throws IOException {
        String dhcpBoxAsLinuxBox = Files.readString(Path.of(HOME, ".ssh", "known_hosts"))
                .lines()
                .filter(line -> line.startsWith("dhcp-box") && line.contains("ssh-ed25519"))
                .map(line -> line.replaceFirst("^\\S+", "linux-box"))
                .findFirst()
                .orElseThrow();
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), dhcpBoxAsLinuxBox);

        assertThat(catchThrowable(() -> ssh("timeout = 5", "timeout = 5, knownHosts = \"" + knownHosts + "\"")
                        .setup()))
                .isInstanceOf(HostSetupException.class)
                .extracting(BadInputIT::withoutWhatVaries)
                .isEqualTo(
                        "h: setup failed in phase 'address': no address found for h-NAME with MAC MAC. SSH (user@linux-box:22: cat /nowhere): asked once,"
                                + " last answer after N s: the SSH server linux-box, port 22, offers the host key SHA256:KEY"
                                + " (ssh-ed25519), but " + knownHosts
                                + ":1 has another one (ssh-ed25519). Either the server got a"
                                + " new key, or another machine answers in its place. Compare the fingerprint with the one that the"
                                + " server's administrator gives you; if they are equal: ssh-keygen -R 'linux-box' -f '"
                                + knownHosts + "'; ssh-keyscan -p 22 linux-box >> '" + knownHosts + "'");
    }

    @Test
    void aCommandThatPrintsNoAddressUntilTheTimeIsOver() {
        assertThat(catchThrowable(() -> ssh("cat /nowhere", "true").setup()))
                .isInstanceOf(HostSetupException.class)
                .extracting(BadInputIT::withoutWhatVaries)
                .isEqualTo(
                        "h: setup failed in phase 'address': no address found for h-NAME with MAC MAC. SSH (user@linux-box:22: true): asked N times,"
                                + " last answer after N s: no address yet");
    }

    @Test
    void aCommandThatFailsUntilTheTimeIsOver() {
        assertThat(catchThrowable(() -> ssh("cat /nowhere", "cat /nowhere").setup()))
                .isInstanceOf(HostSetupException.class)
                .extracting(BadInputIT::withoutWhatVaries)
                .isEqualTo(
                        "h: setup failed in phase 'address': no address found for h-NAME with MAC MAC. SSH (user@linux-box:22: cat /nowhere): asked N times,"
                                + " last answer after N s: the command \"cat /nowhere\" on user@linux-box:22 printed no address, but"
                                + " ended with status 1 and said: \"cat: /nowhere: No such file or directory\"");
    }

    @Test
    void aCommandThatPrintsWhatIsNoAddress() {
        assertThat(catchThrowable(
                        () -> ssh("cat /nowhere", "echo no lease for {0}").setup()))
                .isInstanceOf(HostSetupException.class)
                .extracting(BadInputIT::withoutWhatVaries)
                .isEqualTo(
                        "h: setup failed in phase 'address': no address found for h-NAME with MAC MAC. SSH (user@linux-box:22: echo no lease for MAC): asked once,"
                                + " last answer after N s: the command \"echo no lease for MAC\" on user@linux-box:22 printed what"
                                + " is not one address: \"no lease for MAC\"");
    }

    /** Replaces what is different each time, so that the rest can be compared word by word. */
    private static String withoutWhatVaries(Throwable failure) {
        return Explanation.of(failure)
                .replaceAll("h-[0-9a-f]{8}", "h-NAME")
                .replaceAll("[0-9a-f]{2}(:[0-9a-f]{2}){5}", "MAC")
                .replaceAll("after [0-9.]+ s", "after N s")
                .replaceAll("asked [0-9]+ times", "asked N times")
                .replaceAll("SHA256:[A-Za-z0-9+/]+", "SHA256:KEY");
    }

    private Throwable failure(String... keyAndValue) {
        String text = """
                h {
                  libvirtURL = "qemu:///system"
                  libvirtBaseDomain = "tiny-base"
                  networkDeviceId = "my_nat_network"
                  ipLookupStrategy = static
                  static { ip = "198.51.100.10" }
                }
                """;
        for (int i = 0; i < keyAndValue.length; i += 2) {
            text = text.replaceFirst(keyAndValue[i] + " = .*", keyAndValue[i] + " = \"" + keyAndValue[i + 1] + "\"");
        }
        return failureOf(text);
    }

    private Throwable failureOf(String text) {
        return catchThrowable(() -> hostOf(text).setup());
    }

    /** Returns a host that is found over SSH, with one thing wrong. */
    private CloudHost ssh(String right, String wrong) {
        return hostOf("""
                h {
                  libvirtBaseDomain = "tiny-base"
                  ipLookupStrategy = SSH
                  SSH {
                    url="ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret"
                    command = "cat /nowhere", timeout = 5
                  }
                }
                """.replace(right, wrong));
    }

    private CloudHost hostOf(String text) {
        settings = Lab.file(text);
        return host("h");
    }

    private CloudHost host(String label) {
        return CloudHosts.builder().configFile(settings).build().get(label);
    }
}
