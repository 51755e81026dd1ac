package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The host keys in {@code known_hosts} files, read as ssh(1) reads them: lists of names, wildcards, negated names, hashed
 * names, ports, revoked keys. Certificate authorities are left out.
 *
 * <p>sshj has a reader of its own; to that, {@code !a,b} stands for every host but {@code a}, a revoked key is good while
 * another line has it, and lines have no numbers.
 */
final class KnownHosts {

    private static final String REVOKED = "@revoked";

    private final List<Line> lines;

    private KnownHosts(List<Line> lines) {
        this.lines = lines;
    }

    /** Reads files, in this order; one that does not exist knows nobody. */
    static KnownHosts read(List<Path> files) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                int number = 0;
                for (String text : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    number++;
                    Line.parse(file, number, text.strip()).ifPresent(lines::add);
                }
            }
        }
        return new KnownHosts(List.copyOf(lines));
    }

    /** Returns the lines that are about a host, in the order of the files. */
    List<Line> about(String host, int port) {
        String name = nameOf(host, port);
        return lines.stream().filter(line -> line.names(name)).toList();
    }

    /** Returns the name of a host in such files, e.g. {@code host} or {@code [host]:2222}. */
    static String nameOf(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return port == 22 ? lower : "[" + lower + "]:" + port;
    }

    /** One key of some hosts. */
    record Line(Path file, int number, boolean revoked, List<String> patterns, String type, String key) {

        private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

        static Optional<Line> parse(Path file, int number, String text) {
            List<String> words = new ArrayList<>(List.of(text.split("\\s+", -1)));
            boolean revoked = words.get(0).equals(REVOKED);
            if (revoked) {
                words.remove(0);
            }
            boolean otherMarkerOrComment = words.isEmpty() || words.get(0).matches("[@#].*");
            if (otherMarkerOrComment || words.size() < 3) {
                return Optional.empty();
            }
            String key = words.get(2).replaceAll("=+$", "");
            return Optional.of(
                    new Line(file, number, revoked, List.of(words.get(0).split(",", -1)), words.get(1), key));
        }

        /** Names the line as editors do. */
        String place() {
            return file + ":" + number;
        }

        boolean has(byte[] offered) {
            return key.equals(BASE64.encodeToString(offered));
        }

        /** A negated name that fits excludes the host, whatever else the line says. */
        boolean names(String host) {
            boolean named = false;
            for (String pattern : patterns) {
                if (pattern.startsWith("!")) {
                    if (fits(pattern.substring(1), host)) {
                        return false;
                    }
                } else {
                    named |= fits(pattern, host);
                }
            }
            return named;
        }

        private static boolean fits(String pattern, String host) {
            return pattern.startsWith("|1|")
                    ? isHashOf(host, pattern)
                    : wildcards(pattern).matcher(host).matches();
        }

        private static Pattern wildcards(String pattern) {
            StringBuilder regex = new StringBuilder();
            pattern.chars()
                    .forEach(c -> regex.append(
                            switch (c) {
                                case '*' -> ".*";
                                case '?' -> ".";
                                default -> Pattern.quote(Character.toString(c));
                            }));
            return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
        }

        /** {@code |1|salt|hash}: the HMAC-SHA1 of the name, its key the salt. */
        private static boolean isHashOf(String host, String pattern) {
            String[] parts = pattern.split("\\|", -1);
            if (parts.length != 4) {
                return false;
            }
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
                byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
                return BASE64.encodeToString(hash).equals(parts[3].replaceAll("=+$", ""));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // Not Base64, or an empty salt: the line is damaged and is about nobody.
                return false;
            }
        }
    }
}
