package io.cloudhost.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command {@code cloudhost}, as {@code mvn package} leaves it.
 *
 * @param settings the file of settings to give it
 */
record CommandLine(Path settings) {

    Command.Outcome run(String... arguments) {
        return Command.run(command(arguments));
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("project.root") + "/cli/target/cloudhost", "--config", settings.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
