package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.ip.ssh.SshIpLookupStrategyProvider;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The strategy SSH against real OpenSSH servers and real shells. All but one test need no guest. */
class SshLookupIT {

    private static final Path SSH = Path.of(System.getProperty("user.home"), ".ssh");
    private static final String DHCP_BOX_ADDRESS = "198.51.100.131";
    /** Prints the address at which the server took the connection. */
    private static final String OWN_ADDRESS = "set -- $SSH_CONNECTION; echo $3";

    @TempDir
    private Path folder;

    private Path knownHosts;

    @BeforeEach
    void copyKnownHosts() throws IOException {
        knownHosts = Files.copy(SSH.resolve("known_hosts"), folder.resolve("known_hosts"));
    }

    @Test
    void logsInWithTheUsersIdentityAndKnownHostsWhereNothingElseIsSaid() throws InterruptedException {
        assertThat(look("url = \"ssh://dhcp-query-user@dhcp-box\"", OWN_ADDRESS))
                .contains(DHCP_BOX_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({"RFC4716, ''", "RFC4716, an0ther", "PEM, ''", "PEM, an0ther", "PKCS8, ''", "PKCS8, an0ther"})
    void logsInWithWhatSshKeygenWrites(String form, String passphrase) throws Exception {
        Path key = Files.copy(SSH.resolve("id_rsa"), folder.resolve("id"));
        run("ssh-keygen", "-q", "-p", "-m", form, "-P", "bigsecret", "-N", passphrase, "-f", key.toString());

        assertThat(look(url("user@dhcp-box?privateKeyFile=" + key + "&passphrase=" + passphrase), OWN_ADDRESS))
                .contains(DHCP_BOX_ADDRESS);
    }

    @Test
    void userThatDoesNotExistNeverGetsIn() {
        fails(
                url("no-such-user@linux-box"),
                "true",
                true,
                "the SSH server linux-box:22 refuses to let in the user \"no-such-user\". Tried: ");
    }

    @Test
    void loginThatOpenSshBreaksOffForTooManyKeysNeverWorks() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Path key = folder.resolve("id" + i);
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
            keys.add("\"" + key + "\"");
        }

        fails(
                url("user@linux-box") + ", identities = " + keys,
                "true",
                true,
                "the SSH server linux-box:22 refuses to let in the user \"user\". Tried: ");
    }

    @Test
    void closedPortMayOpen() {
        fails(
                url("user@linux-box:2"),
                "true",
                false,
                "no connection to the SSH server linux-box:2: Connection refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'x {0} 198.51.100.7' | awk '{print $3}'",
                "printf '%s\\n' \"198.51.100.7\" | { read -r a; echo \"${a}\"; }",
                "f() { echo 198.51.100.7; }; f | cut -d \" \" -f 1",
                "echo 198.51.100.6 198.51.100.7 | tr ' ' '\\n' | tail -n 1",
                "test {mac}/{MAC} = 52:54:00:12:ab:cd/52:54:00:12:AB:CD && echo 198.51.100.7",
                "test {mac-dashed}/{MAC-dashed} = 52-54-00-12-ab-cd/52-54-00-12-AB-CD && echo 198.51.100.7",
                "test {mac-bare}/{MAC-bare} = 52540012abcd/52540012ABCD && echo 198.51.100.7",
                "test {name}/{label}/{uuid} = clone/my_host/00000000-0000-0000-0000-000000000001 && echo 198.51.100.7",
                "echo 198.51.100.7; echo 198.51.100.7; exit 3"
            })
    void shellGetsTheCommandAsItIsWritten(String command) throws InterruptedException {
        assertThat(look(url("user@linux-box"), command)).contains("198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "exit 255", "grep {0} /etc/passwd"})
    void noOutputIsNotThereYet(String command) throws InterruptedException {
        assertThat(look(url("user@linux-box"), command)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gerp {0} leases | true | printed no address, but ended with status 127 and said: ",
                "/etc/passwd | true | printed no address, but ended with status 126 and said: ",
                "cat /nowhere | false | printed no address, but ended with status 1 and said: ",
                "kill -9 $$ | false | printed no address, but ended with a signal",
                "printf 198.51.100.2; kill -9 $$ | false | did not come to its end. It printed \"198.51.100.2\"",
                "echo 198.51.100.6; echo 198.51.100.7 | true | printed several addresses: ",
                "echo none | true | printed what is not one address: \"none\"",
                "head -c 3000000 /dev/zero | true | printed what is not one address: \"\\u0000"
            })
    void eachOtherOutcomeIsTold(String command, boolean permanent, String message) {
        assertThat(catchThrowableOfType(IpLookupException.class, () -> look(url("user@linux-box"), command)))
                .hasMessageContaining(" on user@linux-box:22 " + message)
                .matches(e -> e.isPermanent() == permanent, permanent ? "permanent" : "transient");
    }

    @Test
    void connectionThatTheServerDropsInTheMiddleOfAnAnswerIsOpenedAgain() throws Exception {
        Path dropped = folder.resolve("dropped");
        // The shell's parent is the server's process for this connection.
        String command = "test -e %1$s && echo 198.51.100.7 || { printf 198.51.100.2; kill -9 $PPID; sleep 5; }"
                .formatted(dropped);
        try (IpLookupStrategy strategy = create(url("user@linux-box"), command)) {
            assertThat(catchThrowableOfType(IpLookupException.class, () -> look(strategy)))
                    .hasMessageStartingWith("running the command on user@linux-box:22 failed: ")
                    .matches(e -> !e.isPermanent(), "transient");
            Files.createFile(dropped);
            run("chmod", "755", folder.toString());
            assertThat(look(strategy)).contains("198.51.100.7");
        }
    }

    @Test
    void knowsHostsByTheirHashes() throws Exception {
        run("ssh-keygen", "-q", "-H", "-f", knownHosts.toString());
        assertThat(knownHosts).content().doesNotContain("linux-box");

        assertThat(look(url("user@dhcp-box"), OWN_ADDRESS)).contains(DHCP_BOX_ADDRESS);
    }

    @Test
    void knowsAHostByItsFingerprint() throws Exception {
        Files.delete(knownHosts);
        String fingerprint = fingerprint("dhcp-box");

        assertThat(look(url("user@dhcp-box") + ", hostKey = \"" + fingerprint + "\"", OWN_ADDRESS))
                .contains(DHCP_BOX_ADDRESS);
        fails(
                url("user@linux-box") + ", hostKey = \"" + fingerprint + "\"",
                "true",
                true,
                "the SSH server linux-box, port 22, offers the host key SHA256:");
    }

    @Test
    void remedyForAnUnknownHostHelps() throws Exception {
        Files.writeString(knownHosts, "");

        checkRemedy(url("user@dhcp-box"));
    }

    @Test
    void remedyForAChangedHostKeyHelps() throws Exception {
        String linuxBoxAsDhcpBox = Files.readString(knownHosts)
                .replaceAll("(?m)^dhcp-box.*\n", "")
                .replaceAll("(?m)^linux-box,\\S*", "dhcp-box");
        Files.writeString(knownHosts, linuxBoxAsDhcpBox);

        checkRemedy(url("user@dhcp-box"));
    }

    @Test
    void remedyForAnUnknownHostBehindTheJumpHostHelps() throws Exception {
        Files.writeString(knownHosts, Files.readString(knownHosts).replaceAll("(?m)^dhcp-box.*\n", ""));

        checkRemedy(url("user@dhcp-box") + ", jump = \"ssh://user@linux-box\"");
    }

    @Test
    void reachesAServerThroughAJumpHost() throws InterruptedException {
        assertThat(look(url("dhcp-query-user@dhcp-box") + ", jump = \"ssh://user@linux-box\"", OWN_ADDRESS))
                .contains(DHCP_BOX_ADDRESS);
    }

    @Test
    void serverThatTheJumpHostCannotReachMayCome() {
        fails(
                url("user@dhcp-box:2") + ", jump = \"ssh://user@linux-box\"",
                "true",
                false,
                "the jump host linux-box:22 does not connect to dhcp-box:2: ");
    }

    @Test
    void findsAGuestThroughAJumpHost() {
        try (CloudHost host = Lab.hosts("""
                        through_jump_host {
                          libvirtBaseDomain = my_base_domain
                          networkDeviceId = br0
                          ipLookupStrategy = SSH
                          SSH {
                            url = "ssh://dhcp-query-user@dhcp-box"
                            jump = "ssh://user@linux-box"
                            command = \"""awk 'tolower($2) == "{mac}" {print $3}' /var/lib/dnsmasq/dnsmasq.leases\"""
                            timeout = 90
                          }
                        }
                        """).get("through_jump_host")) {
            host.setup();

            assertThat(host.getHostName()).startsWith("203.0.113.");
            assertThat(Guest.of(host).run("uname -s")).isEqualTo("Linux");
        }
    }

    /** Does what the message says, word by word. */
    private void checkRemedy(String section) throws InterruptedException {
        IpLookupException refusal = catchThrowableOfType(IpLookupException.class, () -> look(section, OWN_ADDRESS));
        assertThat(refusal).isNotNull().matches(IpLookupException::isPermanent, "permanent");

        run("sh", "-c", refusal.getMessage().replaceFirst("(?s).*if they are equal: ", ""));

        assertThat(look(section, OWN_ADDRESS)).contains(DHCP_BOX_ADDRESS);
    }

    private String fingerprint(String server) throws IOException {
        Path file = Files.write(
                folder.resolve("keys"),
                Files.readAllLines(SSH.resolve("known_hosts")).stream()
                        .filter(line -> line.startsWith(server) && line.contains("ssh-ed25519"))
                        .toList());
        return run("ssh-keygen", "-l", "-f", file.toString()).split(" ", -1)[1];
    }

    private String url(String rest) {
        return "url = \"ssh://" + rest + "\", knownHosts = \"" + knownHosts + "\"";
    }

    private static void fails(String section, String command, boolean permanent, String message) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(section, command))
                .withMessageStartingWith(message)
                .matches(e -> e.isPermanent() == permanent, permanent ? "permanent" : "transient");
    }

    private static Optional<String> look(String section, String command) throws InterruptedException {
        try (IpLookupStrategy strategy = create(section, command)) {
            return look(strategy);
        }
    }

    private static Optional<String> look(IpLookupStrategy strategy) throws InterruptedException {
        return strategy.lookup(new IpLookupRequest(
                        "my_host",
                        "clone",
                        new UUID(0, 1),
                        Optional.of(new MacAddress("52:54:00:12:ab:cd")),
                        Duration.ofSeconds(60)))
                .map(InetAddress::getHostAddress);
    }

    private static IpLookupStrategy create(String section, String command) {
        SshIpLookupStrategyProvider provider = new SshIpLookupStrategyProvider();
        return provider.create(TestSettings.forStrategy(provider, section + ", command = \"\"\"" + command + "\"\"\""));
    }

    private static String run(String... command) {
        return Command.run(List.of(command)).orThrow();
    }
}
