package io.cloudhost.ssh.internal;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.Similarity;
import io.cloudhost.core.spi.IpLiteral;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Say whom to connect to, and how to log in: {@code ssh://user[:password]@host[:port]?name=value&...}.
 *
 * <p>User, password and values may be percent-encoded. What is no such code is taken as it stands, so paths need none.
 * No exception's message has any part of the text that may belong to a secret.
 *
 * @param user whom to log in as
 * @param password the account's password
 * @param host the server's name, or its address without brackets
 * @param port the server's port
 * @param privateKeyFile the absolute path of the private key
 * @param passphrase what opens that key
 */
public record SshUrl(
        String user,
        Optional<Secret> password,
        String host,
        int port,
        Optional<Path> privateKeyFile,
        Optional<Secret> passphrase) {

    /** How such a URL is written. */
    public static final String FORM = "ssh://user[:password]@host[:port]"
            + "[?os=UNIX&connectionType=SCP&privateKeyFile=/path/to/key&passphrase=secret]";

    private static final String SCHEME = "ssh://";
    private static final int SSH_PORT = 22;
    private static final String PRIVATE_KEY_FILE = "privateKeyFile";
    private static final String PASSPHRASE = "passphrase";
    private static final List<String> PARAMETERS = List.of("os", "connectionType", PRIVATE_KEY_FILE, PASSPHRASE);
    /** These are understood so that URLs of other tools work as they stand; nothing depends on them. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "os",
            List.of("UNIX", "WINDOWS", "ZOS"),
            "connectionType",
            List.of("SCP", "SFTP", "SFTP_CYGWIN", "SFTP_WINSSHD"));
    /** With these, the other tools run the command as another user, which here the command itself says. */
    private static final List<String> OTHER_USER = List.of("SU", "SUDO", "INTERACTIVE_SUDO");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[(?<ipv6>[^\\[\\]]+)]|(?<name>[A-Za-z0-9_][A-Za-z0-9_.-]*))(?::(?<port>\\d+))?/?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");
    private static final Pattern ESCAPES = Pattern.compile("(?:%\\p{XDigit}{2})+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern COLON = Pattern.compile(":|%3A", Pattern.CASE_INSENSITIVE);
    /** A secret that got into another parameter, e.g. by a question mark where an ampersand belongs. */
    private static final Pattern STRAY_SECRET = Pattern.compile("(?i)pas+[a-z]*(?:=|%3D).*");

    /**
     * Read a URL.
     *
     * @param text what the user wrote
     * @return what it means
     * @throws IllegalArgumentException when it is none, or asks for what is not possible
     */
    public static SshUrl parse(String text) {
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw malformed("it must start with " + SCHEME);
        }
        String rest = text.substring(SCHEME.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        if (passwordMayGoOn(place, query)) {
            throw malformed("a ? or & in a password is written as %3F or %26");
        }
        Map<String, String> parameters = parameters(query);

        int at = place.lastIndexOf('@');
        String login = place.substring(0, Math.max(at, 0));
        int colon = login.indexOf(':');
        String user = decode(colon < 0 ? login : login.substring(0, colon));
        if (user.isBlank()) {
            throw malformed("it names no user");
        }
        if (user.contains(":")) {
            throw malformed("its user has a colon. The one between user and password is not encoded");
        }
        String password = colon < 0 ? "" : decode(login.substring(colon + 1));
        Matcher address = address(place.substring(at + 1));
        return new SshUrl(
                user,
                secret(password),
                host(address),
                port(address),
                Optional.ofNullable(parameters.get(PRIVATE_KEY_FILE)).map(SshUrl::file),
                secret(parameters.getOrDefault(PASSPHRASE, "")));
    }

    private static Path file(String text) {
        if (text.isBlank()) {
            throw malformed("its privateKeyFile is empty. Without that parameter the usual identities are tried");
        }
        return Path.of(text).toAbsolutePath();
    }

    /**
     * Return where the server is.
     *
     * @return its host and port
     */
    public SshAddress address() {
        return new SshAddress(host, port);
    }

    /**
     * Return how to log in.
     *
     * @return all but the server
     */
    public Login login() {
        return new Login(user, password, privateKeyFile, passphrase, Login.Source.URL);
    }

    /** Names the account; without any secret. */
    @Override
    public String toString() {
        return user + "@" + address();
    }

    /**
     * Return the command that a person would log in with, without any credentials.
     *
     * @return e.g. {@code ssh -p 22 user@linux-box}
     */
    public String command() {
        return "ssh -p " + address().port() + " " + user + "@" + address().host();
    }

    private static Matcher address(String text) {
        if (text.isEmpty() || text.startsWith(":") || text.startsWith("/")) {
            throw malformed("it names no host");
        }
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            throw malformed("what follows the user must be a host, and may be a port. An IPv6 address needs brackets, "
                    + "an @ or / in a password is written as %40 or %2F");
        }
        return address;
    }

    private static String host(Matcher address) {
        String ipv6 = address.group("ipv6");
        String name = address.group("name");
        String host = ipv6 != null ? ipv6 : name;
        boolean mustBeLiteral = ipv6 != null || NUMBERS.matcher(host).matches();
        if (mustBeLiteral && IpLiteral.parse(host).isEmpty()) {
            throw malformed("its host is no address");
        }
        return host;
    }

    private static int port(Matcher address) {
        String digits = address.group("port");
        if (digits == null) {
            return SSH_PORT;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw malformed("its port is not from 1 to 65535");
        }
        return port;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String piece : query.split("&", -1)) {
            if (piece.isEmpty()) {
                continue;
            }
            int equals = piece.indexOf('=');
            String name = equals < 0 ? "" : piece.substring(0, equals);
            if (!PARAMETERS.contains(name)) {
                throw unknown(name, parameters.containsKey(PASSPHRASE));
            }
            String value = decode(piece.substring(equals + 1));
            if (!name.equals(PASSPHRASE) && STRAY_SECRET.matcher(value).find()) {
                throw malformed("its " + name + " goes on with a secret. Between two parameters stands an &");
            }
            checkChoice(name, value);
            if (parameters.put(name, value) != null) {
                throw malformed("it sets " + name + " twice");
            }
        }
        return parameters;
    }

    private static void checkChoice(String name, String value) {
        List<String> choices = CHOICES.getOrDefault(name, List.of(value));
        if (OTHER_USER.contains(value)) {
            throw new IllegalArgumentException("connectionType=" + value
                    + " is not possible. Put sudo or su into the command, and write connectionType=SCP or nothing");
        }
        if (!choices.contains(value)) {
            throw new IllegalArgumentException("unknown " + name + ". "
                    + Similarity.closest(value, choices)
                            .map(close -> "Did you mean " + close + "?")
                            .orElse("Possible: " + String.join(", ", choices)));
        }
    }

    /** What follows a passphrase may be a part of it, with an ampersand that should have been encoded. */
    private static IllegalArgumentException unknown(String name, boolean afterSecret) {
        if (afterSecret || !LETTERS.matcher(name).matches()) {
            return malformed("each of its parameters must be one of " + String.join(", ", PARAMETERS)
                    + ", followed by = and a value. An & in a value is written as %26");
        }
        return new IllegalArgumentException("unknown parameter '" + name + "'. "
                + Similarity.closest(name, PARAMETERS)
                        .map(close -> "Did you mean '" + close + "'?")
                        .orElse("Known are " + String.join(", ", PARAMETERS)));
    }

    private static IllegalArgumentException malformed(String problem) {
        return new IllegalArgumentException("not a usable SSH URL: " + problem + ". Its form is " + FORM);
    }

    private static Optional<Secret> secret(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
    }

    private static String decode(String text) {
        String decoded = ESCAPES.matcher(text)
                .replaceAll(escapes -> Matcher.quoteReplacement(
                        utf8(HexFormat.of().parseHex(escapes.group().replace("%", "")))));
        if (CONTROL.matcher(decoded).find()) {
            throw malformed("it has a control character");
        }
        return decoded;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            // Neither the message nor the cause may have the text.
            throw malformed("it has a % with two digits that are no character in UTF-8. A % itself is written as %25");
        }
    }

    /**
     * Replace all that is or may be secret in a text that should be such a URL, and may be anything.
     *
     * @param text what the user wrote
     * @return what may be shown
     */
    public static String mask(String text) {
        Matcher scheme = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:/+").matcher(text);
        int start = scheme.find() ? scheme.end() : 0;
        String head = text.substring(0, start);
        String rest = text.substring(start);
        int question = rest.indexOf('?');
        if (question < 0) {
            return head + maskLogin(rest);
        }
        String place = rest.substring(0, question);
        String query = rest.substring(question + 1);
        return passwordMayGoOn(place, query)
                ? head + maskAfterColon(place)
                : head + maskLogin(place) + "?" + maskParameters(query);
    }

    /** A password may have a question mark that should have been encoded; the user's end is then the last that is sure. */
    private static boolean passwordMayGoOn(String place, String query) {
        boolean unknownHasAt = Stream.of(query.split("&", -1))
                .filter(piece -> piece.contains("@"))
                .anyMatch(piece -> PARAMETERS.stream().noneMatch(name -> piece.startsWith(name + "=")));
        return COLON.matcher(place).find() && query.contains("@") && (unknownHasAt || !place.contains("@"));
    }

    private static String maskLogin(String place) {
        int at = place.lastIndexOf('@');
        if (at >= 0) {
            return maskAfterColon(place.substring(0, at)) + place.substring(at);
        }
        boolean onlyAddress = place.startsWith("[") && ADDRESS.matcher(place).matches();
        return onlyAddress ? place : maskAfterColon(place);
    }

    private static String maskAfterColon(String text) {
        Matcher colon = COLON.matcher(text);
        return colon.find() ? text.substring(0, colon.end()) + Secret.MASK : text;
    }

    private static String maskParameters(String query) {
        StringBuilder shown = new StringBuilder();
        boolean afterSecret = false;
        for (String piece : query.split("&", -1)) {
            int equals = piece.indexOf('=');
            String name = equals < 0 ? "" : piece.substring(0, equals);
            boolean harmless = PARAMETERS.contains(name) && !name.equals(PASSPHRASE);
            boolean nameMayBeShown = LETTERS.matcher(name).matches() && !afterSecret;
            shown.append(shown.isEmpty() ? "" : "&");
            if (harmless || piece.isEmpty()) {
                shown.append(STRAY_SECRET.matcher(piece).replaceFirst(Secret.MASK));
            } else {
                shown.append(nameMayBeShown ? name + "=" : "").append(Secret.MASK);
                afterSecret = true;
            }
        }
        return shown.toString();
    }
}
