package io.cloudhost.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What a command reads, and where it writes.
 *
 * @param in what is piped into the command
 * @param out takes the result alone
 * @param err takes everything else
 * @param ansi whether there are colours in the result
 * @param columns how long a line of the result may be; empty where it does not go to a terminal
 * @param live how progress looks; empty where everything else does not go to a terminal
 */
record Terminal(
        InputStream in, PrintWriter out, PrintWriter err, Ansi ansi, OptionalInt columns, Optional<LiveStyle> live) {

    /** Returns the same with another writer for everything but the result. */
    Terminal withErr(PrintWriter other) {
        return new Terminal(in, out, other, ansi, columns, live);
    }

    /** Styles a text that may have any content, where there are colours. */
    String styled(String text, Style... styles) {
        return ansi.enabled() ? Style.on(styles) + text + Style.reset.off() : text;
    }
}
