package io.cloudhost.ip.dns;

import io.cloudhost.core.settings.Similarity;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** A host name with placeholders for what is known of the machine. */
final class NameTemplate {

    static final String PLACEHOLDERS = "{name}, {uuid}, {label}, {mac}";

    private static final List<String> KNOWN = List.of("name", "uuid", "label", "mac");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    /** Stricter than DNS, which allows any byte; more lenient than host names: labels and domains may have underscores. */
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

    private final String text;

    private NameTemplate(String text) {
        this.text = text;
    }

    static NameTemplate parse(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            if (!KNOWN.contains(placeholder.group(1))) {
                throw new IllegalArgumentException(unknown(placeholder.group(1)));
            }
        }
        if (legalName(placeholder.replaceAll("x")).isEmpty()) {
            throw new IllegalArgumentException("not a host name. Use letters, digits, - and _, with dots between the "
                    + "parts, and the placeholders " + PLACEHOLDERS);
        }
        return new NameTemplate(text);
    }

    /** Gives the name of a host; throws a permanent failure where the host has none. */
    Name nameOf(IpLookupRequest host) {
        String name = PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match, host)));
        return legalName(name)
                .orElseThrow(() -> IpLookupException.permanentFailure(
                        "\"" + text + "\" gives \"" + name
                                + "\", which cannot be a name in DNS: it has other characters "
                                + "than letters, digits, - and _, or a part with more than 63 of them",
                        null));
    }

    private String valueOf(MatchResult placeholder, IpLookupRequest host) {
        return switch (placeholder.group(1)) {
            case "name" -> host.name();
            case "uuid" -> host.uuid().toString();
            case "label" -> host.label();
            default ->
                host.mac()
                        .map(mac -> mac.value().replace(':', '-'))
                        .orElseThrow(() -> IpLookupException.permanentFailure(
                                "\"" + text + "\" needs the machine's MAC address, which is not known", null));
        };
    }

    private static Optional<Name> legalName(String name) {
        if (!LEGAL.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Name.fromString(name));
        } catch (TextParseException e) {
            // A part, or all of it, is too long.
            return Optional.empty();
        }
    }

    private static String unknown(String placeholder) {
        return "unknown placeholder {" + placeholder + "}. "
                + Similarity.closest(placeholder, KNOWN)
                        .map(close -> "Did you mean {" + close + "}?")
                        .orElse("Known are " + PLACEHOLDERS);
    }
}
