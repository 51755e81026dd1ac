package io.cloudhost.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * How the standard error looks where it goes to a terminal, on which lines can be drawn again.
 *
 * @param columns how long a line may be
 * @param ansi whether there are colours
 */
record LiveStyle(int columns, Ansi ansi) {

    /** Styles a text that may have any content, where there are colours. */
    String styled(String text, Style... styles) {
        return ansi.enabled() && !text.isEmpty() ? Style.on(styles) + text + Style.reset.off() : text;
    }
}
