package io.cloudhost.cli;

import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How the explanations of all commands look: a command's own options first, those that all commands take below. */
final class HelpLayout {

    private HelpLayout() {}

    /** Lays the explanations of a command, and of all below it, out. */
    static void of(CommandLine commandLine) {
        UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
        usage.abbreviateSynopsis(true);
        usage.synopsisHeading("Usage: ");
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%n");
        usage.commandListHeading("%nCommands:%n");
        usage.exitCodeListHeading("%nExit status:%n");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, options());
        commandLine.getSubcommands().values().forEach(HelpLayout::of);
    }

    private static IHelpSectionRenderer options() {
        return help -> section(help, "Options:", option -> !option.inherited())
                + section(help, "Options of all commands:", OptionSpec::inherited);
    }

    private static String section(Help help, String heading, Predicate<OptionSpec> which) {
        List<OptionSpec> options = help.commandSpec().options().stream()
                .filter(which)
                .filter(option -> !option.hidden())
                .toList();
        return options.isEmpty()
                ? ""
                : System.lineSeparator() + heading + System.lineSeparator() + help.optionListExcludingGroups(options);
    }
}
