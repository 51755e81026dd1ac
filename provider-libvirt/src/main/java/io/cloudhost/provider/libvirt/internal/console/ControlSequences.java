package io.cloudhost.provider.libvirt.internal.console;

import java.util.regex.Pattern;

/** What tells a terminal what to do, and says nothing to people: see ECMA-48. */
final class ControlSequences {

    /**
     * Control sequences ({@code ESC [ …}); strings such as the title of a window ({@code ESC ] …}), up to their end or that of
     * the line; other escapes; then all control characters but tabs.
     */
    private static final Pattern ANY = Pattern.compile("\\x1B\\[[0-?]*[ -/]*[@-~]"
            + "|\\x1B[\\]PX^_][^\\x07\\x1B\\n]*+(?:\\x07|\\x1B\\\\)?"
            + "|\\x1B[ -/]*[0-~]?"
            + "|[\\p{IsControl}&&[^\\t]]");

    private ControlSequences() {}

    static String removedFrom(String line) {
        return ANY.matcher(line).replaceAll("");
    }
}
