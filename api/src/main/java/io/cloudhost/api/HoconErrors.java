package io.cloudhost.api;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the HOCON library's exceptions into ours.
 *
 * <p>The library quotes the file in its messages, and what it quotes may be a password. So neither its message nor the
 * exception itself goes any further: only the place, and the name of a substitution.
 */
final class HoconErrors {

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{[^}]*}");

    private HoconErrors() {}

    /** For a file that cannot be read. */
    static ConfigurationException unreadable(String source, ConfigException failure) {
        Origin origin = originOr(failure.origin(), Origin.of(source));
        if (failure instanceof ConfigException.IO) {
            return new ConfigurationException(
                    "configuration", origin, "cannot be read, or names a file to include that cannot be read");
        }
        return new ConfigurationException(
                "configuration",
                origin,
                "not valid HOCON here or shortly before. Look for a quote, brace or bracket that is not closed, and for"
                        + " two settings that neither a line break nor a comma separates");
    }

    /** For substitutions that fail. */
    static ConfigurationException unresolvable(String key, ConfigException failure) {
        @Nullable Origin origin = originOr(failure.origin(), null);
        if (failure instanceof ConfigException.UnresolvedSubstitution) {
            String message = String.valueOf(failure.getMessage());
            Matcher matcher = SUBSTITUTION.matcher(message);
            String substitution = matcher.find() ? matcher.group() : "${...}";
            // There is no other way to tell the two apart.
            String reason = message.contains("cycle of substitutions")
                    ? "depends on itself"
                    : "has no value: no setting, system property or environment variable of this name is set";
            return new ConfigurationException(key, origin, "the substitution " + substitution + " " + reason);
        }
        return new ConfigurationException(
                key,
                origin,
                "what stands here is joined with something that it does not fit, perhaps by a substitution: a section or a list with a text, for example");
    }

    static Origin origin(ConfigOrigin origin) {
        String source = origin.description();
        if (origin.filename() != null) {
            source = origin.filename();
        } else if (origin.url() != null) {
            source = origin.url().toString();
        }
        OptionalInt line = origin.lineNumber() > 0 ? OptionalInt.of(origin.lineNumber()) : OptionalInt.empty();
        if (line.isPresent()) {
            // A description, unlike a file's name, comes with the line.
            source = source.replaceFirst(": " + line.getAsInt() + "$", "");
        }
        return new Origin(source, line);
    }

    private static @Nullable Origin originOr(@Nullable ConfigOrigin origin, @Nullable Origin fallback) {
        return origin == null ? fallback : origin(origin);
    }
}
