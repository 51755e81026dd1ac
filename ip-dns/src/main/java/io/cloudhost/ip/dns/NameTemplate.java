package io.cloudhost.ip.dns;

import io.cloudhost.core.settings.Similarity;
import io.cloudhost.core.spi.GuestHostName;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xbill.DNS.Name;

/** A host name with placeholders for what is known of the machine. */
final class NameTemplate {

    static final String PLACEHOLDERS = "{name}, {uuid}, {label}, {mac-dashed}, {MAC-dashed}, {mac-bare}, {MAC-bare}";

    private static final List<String> OF_THE_CLONE =
            List.of("name", "uuid", "mac-dashed", "MAC-dashed", "mac-bare", "MAC-bare");
    private static final List<String> KNOWN =
            Stream.concat(OF_THE_CLONE.stream(), Stream.of("label")).toList();
    /** What stands for a MAC address elsewhere in the settings. */
    private static final List<String> WITH_COLONS = List.of("0", "mac", "MAC");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

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
        if (IpLiteral.parse(text).isPresent()) {
            throw new IllegalArgumentException(
                    "an address, not a name. Nobody needs to be asked for it: use " + "ipLookupStrategy = static");
        }
        if (LegalName.parse(placeholder.replaceAll("x")).isEmpty()) {
            throw new IllegalArgumentException("not a host name. Use letters, digits, - and _, with dots between the "
                    + "parts, and the placeholders " + PLACEHOLDERS);
        }
        return new NameTemplate(text);
    }

    /** Tells whether each clone has a name of its own. */
    boolean distinguishesClones() {
        return OF_THE_CLONE.stream().anyMatch(placeholder -> text.contains("{" + placeholder + "}"));
    }

    /** Gives the name of a host; throws a permanent failure where the host has none. */
    Name nameOf(IpLookupRequest host) {
        String name = PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match, host)));
        return LegalName.parse(name)
                .orElseThrow(() -> IpLookupException.permanentFailure(
                        "\"" + text + "\" gives \"" + name
                                + "\", which cannot be a name in DNS: it has other characters "
                                + "than letters, digits, - and _, or a part with more than 63 of them",
                        null));
    }

    private String valueOf(MatchResult placeholder, IpLookupRequest host) {
        return switch (placeholder.group(1)) {
            case "name" -> guestName(host);
            case "uuid" -> host.uuid().toString();
            case "label" -> host.label();
            case "mac-dashed" -> mac(host, "-");
            case "MAC-dashed" -> mac(host, "-").toUpperCase(Locale.ROOT);
            case "mac-bare" -> mac(host, "");
            case "MAC-bare" -> mac(host, "").toUpperCase(Locale.ROOT);
            default -> throw new IllegalStateException("a placeholder that was accepted: " + placeholder.group());
        };
    }

    /** What the guest calls itself is what DHCP and DNS know; the instance's own name may have other characters. */
    private String guestName(IpLookupRequest host) {
        try {
            return GuestHostName.of(host.name()).value();
        } catch (IllegalArgumentException e) {
            throw IpLookupException.permanentFailure(
                    "\"" + text + "\" needs a name that a guest can bear: " + e.getMessage(), e);
        }
    }

    private String mac(IpLookupRequest host, String separator) {
        return host.mac()
                .map(mac -> mac.value().replace(":", separator))
                .orElseThrow(() -> IpLookupException.permanentFailure(
                        "\"" + text + "\" needs the machine's MAC address, which is not known", null));
    }

    private static String unknown(String placeholder) {
        if (WITH_COLONS.contains(placeholder)) {
            return "{" + placeholder + "} has colons, which no host name has. Use {mac-dashed} or {mac-bare}";
        }
        return "unknown placeholder {" + placeholder + "}. "
                + Similarity.closest(placeholder, KNOWN)
                        .map(close -> "Did you mean {" + close + "}?")
                        .orElse("Known are " + PLACEHOLDERS);
    }

    @Override
    public String toString() {
        return text;
    }
}
