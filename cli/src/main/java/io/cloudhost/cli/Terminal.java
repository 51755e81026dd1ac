package io.cloudhost.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Where a command writes.
 *
 * @param out takes the result alone
 * @param err takes everything else
 * @param ansi whether there are colours
 */
record Terminal(PrintWriter out, PrintWriter err, Ansi ansi) {

    /** Colours a text that may have any content, where there are colours. */
    String styled(String text, Style style) {
        return ansi.enabled() ? style.on() + text + Style.reset.off() : text;
    }
}
