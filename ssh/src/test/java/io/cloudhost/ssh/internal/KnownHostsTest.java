package io.cloudhost.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "box; box; 22; true",
                "box; BOX; 22; true",
                "Box; box; 22; true",
                "box; box; 2222; false",
                "box; boxer; 22; false",
                "other,box; box; 22; true",
                "[box]:2222; box; 2222; true",
                "[box]:2222; box; 22; false",
                "[2001:db8::2]:2222; 2001:db8::2; 2222; true",
                "2001:db8::2; 2001:db8::2; 22; true",
                "*.lab.example; a.lab.example; 22; true",
                "*.lab.example; lab.example; 22; false",
                "b?x; box; 22; true",
                "[*]:2222; box; 2222; true",
                "b.x; box; 22; false",
                "*,!box; box; 22; false",
                "*,!box; other; 22; true",
                "!box; other; 22; false",
                "!box,other; third; 22; false",
                // Both made with: ssh-keygen -H
                "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=; 192.168.1.61; 22; true",
                "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=; 192.168.1.62; 22; false",
                "|1|not Base64|=; box; 22; false",
                "|1|x; box; 22; false"
            })
    void findsTheLinesThatAreAboutAHost(String names, String host, int port, boolean found) throws IOException {
        KnownHosts knownHosts = read(names.replace(' ', '_') + " ssh-ed25519 AAAA");

        assertThat(knownHosts.about(host, port).isEmpty()).isEqualTo(!found);
    }

    @Test
    void countsAllLinesAndUsesOnlyKeys() throws IOException {
        KnownHosts knownHosts = read(
                "# a comment",
                "",
                "  box ssh-ed25519 AAAA== with a comment",
                "@cert-authority box ssh-ed25519 BBBB",
                "@revoked box ssh-rsa CCCC",
                "box ssh-ed25519",
                "@revoked",
                "box\tssh-rsa\tDDDD");

        assertThat(knownHosts.about("box", 22))
                .containsExactly(
                        new KnownHosts.Line(file(), 3, false, List.of("box"), "ssh-ed25519", "AAAA"),
                        new KnownHosts.Line(file(), 5, true, List.of("box"), "ssh-rsa", "CCCC"),
                        new KnownHosts.Line(file(), 8, false, List.of("box"), "ssh-rsa", "DDDD"));
    }

    @Test
    void readsSeveralFilesInTheirOrderAndLeavesOutWhatDoesNotExist() throws IOException {
        Path own = Files.writeString(folder.resolve("own"), "box ssh-rsa OWN");
        Path system = Files.writeString(folder.resolve("system"), "other ssh-rsa OTHER\n* ssh-rsa SYSTEM");

        KnownHosts knownHosts = KnownHosts.read(List.of(own, folder.resolve("nowhere"), system));

        assertThat(knownHosts.about("box", 22))
                .extracting(KnownHosts.Line::place, KnownHosts.Line::key)
                .containsExactly(tuple(own + ":1", "OWN"), tuple(system + ":2", "SYSTEM"));
    }

    private Path file() {
        return folder.resolve("known_hosts");
    }

    private KnownHosts read(String... lines) throws IOException {
        return KnownHosts.read(List.of(Files.write(file(), List.of(lines))));
    }
}
