package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.ending;
import static io.cloudhost.cli.CommandLineFixture.host;
import static io.cloudhost.cli.CommandLineFixture.vouchedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.cloudhost.core.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/cli.md} says what the commands do. */
class ReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "cli.md");

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    static Stream<String> commands() {
        return CommandLineFixture.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasEachCommandWithItsOptions(String command) throws IOException {
        CommandSpec spec =
                CommandLineFixture.commandLine().getSubcommands().get(command).getCommandSpec();

        assertThat(section("All commands")).contains("| [`" + command + "`](#" + command + ") | ");
        for (OptionSpec option : spec.options()) {
            assertThat(section(option.inherited() ? "All commands" : command)).contains("`" + option.longestName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "gc", "down"})
    void hasEachKeyOfHosts(String command) throws IOException {
        HostFolder place = cloudhost.label("box");
        place.put(vouchedFor("box-1", CommandLineFixture.NOW));
        place.put(ending(host("stuck-1", "box", Lifetime.DETACHED)));
        String[] arguments = command.equals("down") ? new String[] {"--json", "stuck-1"} : new String[] {"--json"};

        List<? extends ConfigValue> hosts = ConfigFactory.parseString(
                        "hosts = " + cloudhost.run(command, arguments).out())
                .getList("hosts");

        assertThat(hosts).isNotEmpty().allSatisfy(host -> {
            for (Object key : ((Map<?, ?>) host.unwrapped()).keySet()) {
                assertThat(section("list") + section(command)).contains("`" + key + "`");
            }
        });
    }

    @Test
    void hasEachKeyOfAPlanAndOfAHostThatIsUp() throws IOException {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        for (String command : List.of("plan", "up")) {
            assertThat(ConfigFactory.parseString(
                                    cloudhost.run(command, "--json", "box").out())
                            .root()
                            .keySet())
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(section(command)).contains("`" + key + "`"));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasEachExitStatus(String command) throws IOException {
        CommandLine explained =
                CommandLineFixture.commandLine().getSubcommands().get(command);

        for (String status :
                explained.getCommandSpec().usageMessage().exitCodeList().keySet()) {
            assertThat(section("All commands")).contains("\n| " + status.replace("*", "any") + " | ");
        }
    }

    private static String section(String heading) throws IOException {
        String page = Files.readString(REFERENCE);
        assertThat(page).contains("\n## " + heading + "\n");
        return page.split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
    }
}
