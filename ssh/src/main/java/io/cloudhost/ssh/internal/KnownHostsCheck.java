package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Know a server by files like {@code known_hosts}. Reads them at each connection, so that they can be mended meanwhile. */
public final class KnownHostsCheck extends HostKeyCheck {

    private final List<Path> files;
    private final Optional<SshUrl> jump;

    /**
     * Create a check.
     *
     * @param server where the server is
     * @param files where the keys are; the first one is the user's own
     * @param jump the server on the way, from where alone the server may be reached
     */
    public KnownHostsCheck(SshAddress server, List<Path> files, Optional<SshUrl> jump) {
        super(server);
        this.files = List.copyOf(files);
        this.jump = jump;
    }

    @Override
    void check(SshAddress server, PublicKey key) {
        List<KnownHosts.Line> lines = linesAbout(server);
        byte[] offered = Fingerprint.encoded(key);
        List<KnownHosts.Line> same =
                lines.stream().filter(line -> line.has(offered)).toList();
        for (KnownHosts.Line line : same) {
            if (line.revoked()) {
                throw refusal(server, key, "which " + line.place() + " revokes");
            }
        }
        if (same.isEmpty()) {
            throw lines.stream()
                    .filter(line -> !line.revoked())
                    .findFirst()
                    .map(line -> changed(server, key, line))
                    .orElseGet(() -> unknown(server, key));
        }
    }

    /** Asks for the key that is known, so that a server with keys of several types shows that one. */
    @Override
    List<String> algorithms(SshAddress server) {
        return linesAbout(server).stream()
                .filter(line -> !line.revoked())
                .flatMap(line -> algorithmsOf(line.type()))
                .toList();
    }

    private List<KnownHosts.Line> linesAbout(SshAddress server) {
        try {
            return KnownHosts.read(files).about(server.host(), server.port());
        } catch (IOException e) {
            throw SshFailureException.permanent("the file of known hosts cannot be read: " + e, e);
        }
    }

    private SshFailureException unknown(SshAddress server, PublicKey key) {
        return refusal(
                server,
                key,
                "but " + nobody(),
                COMPARE + " (ssh-keygen -lf, run there on its public host key); if they are equal: "
                        + add(server, files.get(0)));
    }

    private String nobody() {
        if (files.size() > 1) {
            return files.stream()
                    .map(file -> Files.exists(file) ? file.toString() : file + " (no such file)")
                    .collect(Collectors.joining(", ", "none of ", " has a key for it"));
        }
        Path file = files.get(0);
        return Files.exists(file) ? file + " has no key for it" : "there is no " + file + " that would know it";
    }

    private SshFailureException changed(SshAddress server, PublicKey key, KnownHosts.Line line) {
        String remove = "ssh-keygen -R '" + KnownHosts.nameOf(server.host(), server.port()) + "' -f "
                + quoted(line.file().toString());
        return refusal(
                server,
                key,
                "but " + line.place() + " has another one (" + line.type() + ")" + CHANGED,
                COMPARE + "; if they are equal: " + remove + "; " + add(server, line.file()));
    }

    private String add(SshAddress server, Path file) {
        String there = jump.map(
                        gate -> "ssh -p " + gate.port() + " -l " + quoted(gate.user()) + " " + gate.host() + " ")
                .orElse("");
        return there + "ssh-keyscan -p " + server.port() + " " + server.host() + " >> " + quoted(file.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
