package io.cloudhost.ip.dns;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Reads names. Stricter than DNS, which allows any byte; more lenient than host names: labels may have underscores. */
final class LegalName {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

    private LegalName() {}

    /** Reads a name, which is whole where it ends with a dot; empty where it is not legal. */
    static Optional<Name> parse(String text) {
        return parse(text, null);
    }

    /** Reads a name that is whole, with a dot at its end or without one; empty where it is not legal. */
    static Optional<Name> parseWhole(String text) {
        return parse(text, Name.root);
    }

    private static Optional<Name> parse(String text, @Nullable Name origin) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Name.fromString(text, origin));
        } catch (TextParseException e) {
            // A part, or all of it, is too long.
            return Optional.empty();
        }
    }
}
