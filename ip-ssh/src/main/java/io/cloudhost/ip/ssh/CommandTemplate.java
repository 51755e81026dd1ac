package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command with places for what is known of the machine. Everything else in it is the remote shell's: braces with anything
 * else between them, and those of a variable, such as <code>${name}</code>.
 */
final class CommandTemplate {

    static final String PLACEHOLDERS =
            "{0} or {mac}, {MAC}, {mac-dashed}, {MAC-dashed}, {mac-bare}, {MAC-bare}, {name}, {uuid}, {label}";

    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<!\\$)\\{(0|(?:mac|MAC)(?:-dashed|-bare)?|name|uuid|label)}");
    /** What no shell takes for anything but itself, quoted or not. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]+");

    private final String text;

    private CommandTemplate(String text) {
        this.text = text;
    }

    static CommandTemplate parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL character, which no shell takes");
        }
        return new CommandTemplate(text);
    }

    /** Gives the command for a host; throws a permanent failure where it needs what is not known, or would be dangerous. */
    String commandFor(IpLookupRequest host) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(valueOf(placeholder, host)));
    }

    private String valueOf(MatchResult placeholder, IpLookupRequest host) {
        String name = placeholder.group(1);
        return switch (name) {
            case "name" -> harmless(name, host.name());
            case "label" -> harmless(name, host.label());
            case "uuid" -> host.uuid().toString();
            default -> inForm(name, mac(host));
        };
    }

    private String mac(IpLookupRequest host) {
        return host.mac()
                .orElseThrow(() -> IpLookupException.permanentFailure(
                        "the command needs the machine's MAC address, which is not known: " + text, null))
                .value();
    }

    private static String inForm(String placeholder, String mac) {
        String inCase = placeholder.startsWith("MAC") ? mac.toUpperCase(Locale.ROOT) : mac;
        if (placeholder.endsWith("-dashed")) {
            return inCase.replace(':', '-');
        }
        return placeholder.endsWith("-bare") ? inCase.replace(":", "") : inCase;
    }

    /** Nobody knows here whether the placeholder stands between quotes, and between which. */
    private String harmless(String placeholder, String value) {
        if (!HARMLESS.matcher(value).matches()) {
            throw IpLookupException.permanentFailure(
                    "the command needs the machine's " + placeholder + ", but \"" + value
                            + "\" may mean something to the shell: it has other characters than letters, digits, dots, - "
                            + "and _: " + text,
                    null);
        }
        return value;
    }
}
