package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The command as people use it, on real guests. */
class CommandLineIT {

    private static final char CONTROL_C = '\u0003';

    private static final CommandLine CLOUDHOST = new CommandLine(Lab.file("""
            cli_host {
              libvirtURL = "qemu+ssh://user@linux-box/system"
              libvirtBaseDomain = static-base
              ipLookupStrategy = static
              static { ip = "203.0.113.10" }
            }
            refused { libvirtBaseDomain = nobody, ipLookupStrategy = static, static { ip = "203.0.113.10" } }
            """));

    @Test
    void leavesAHostRunningUntilItIsTakenDown() {
        String printed = CLOUDHOST.run("up", "cli_host").output();
        String name = Virsh.clonesOf("cli_host").get(0);
        assertThat(printed).endsWith("\n" + name + " 203.0.113.10");

        assertThat(CLOUDHOST.run("list").output().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .matches(name + " +cli_host +static-base +\\S+@\\S+ +\\d+ s +running +detached +203\\.0\\.113\\.10");

        assertThat(CLOUDHOST.run("down", "cli_host").output())
                .isEqualTo("removed " + name + " at qemu+ssh://user@linux-box/system");
        assertThat(CLOUDHOST.run("list").output()).isEqualTo("no hosts");
        assertThat(Virsh.clonesOf("cli_host")).isEmpty();
    }

    @Test
    void givesAHostToACommandAndEndsWithItsStatus() {
        Command.Outcome outcome =
                CLOUDHOST.run("run", "cli_host", "--", "sh", "-c", "echo at $CLOUDHOST_HOSTNAME; exit 42");

        assertThat(outcome.status()).isEqualTo(42);
        assertThat(outcome.output()).contains("at 203.0.113.10");
        assertThat(Virsh.clonesOf("cli_host")).isEmpty();
    }

    @Test
    void showsWhatGoesOnAndRemovesTheHostOnControlCWhileTheCommandRuns() throws IOException, InterruptedException {
        String line = String.join(" ", CLOUDHOST.command("run", "cli_host", "--", "sh", "-c"))
                + " 'echo running; exec sleep 600'";
        Process terminal = new ProcessBuilder(terminal("stty cols 80; env -u CI TERM=xterm " + line))
                .redirectErrorStream(true)
                .start();
        StringBuilder written = new StringBuilder();
        try (BufferedReader output = terminal.inputReader();
                Writer keys = terminal.outputWriter()) {
            readUntil("running\r\n", output, written);

            keys.write(CONTROL_C);
            keys.flush();

            readUntil("cli_host is gone after", output, written);
            assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Virsh.clonesOf("cli_host")).isEmpty();
        // What is drawn again in place: what is done, and what the guest said last.
        assertThat(written).containsPattern(" start +starting it +\\d+\\.\\d s");
        assertThat(seen(written))
                .containsPattern("(?m)^  start +\\d+\\.\\d\\d s$")
                .containsPattern("(?m)^  address +203\\.0\\.113\\.10.* +\\d+\\.\\d\\d s$")
                .containsPattern("(?m)^running$")
                .doesNotContain("starting it");
    }

    @Test
    void plansWithoutMakingAnything() {
        LabState before = LabState.now();

        assertThat(CLOUDHOST.run("plan", "cli_host").output()).contains("rewritten", "interface on bridge br0");

        before.assertStillSo();
    }

    @Test
    void fitsItsPlansToTheTerminal() {
        String line = String.join(" ", CLOUDHOST.command("plan", "cli_host"));

        assertThat(inTerminal("stty cols 50; TERM=xterm " + line))
                .contains("\u001B[36mrewritten\u001B[0m")
                .doesNotContainPattern("(?m)^   part of the machine:.{30}");
        assertThat(inTerminal("stty cols 50; TERM=xterm NO_COLOR=1 COLUMNS=200 " + line))
                .doesNotContain("\u001B")
                .containsPattern("(?m)^   part of the machine:.{100}");
    }

    private static String inTerminal(String line) {
        return Command.run(terminal(line)).output();
    }

    private static List<String> terminal(String line) {
        // Whoever builds in the background of a script ignores Ctrl-C, and has all ignore it that is started there.
        return List.of("env", "--default-signal=INT", "script", "--quiet", "--command", line, "/dev/null");
    }

    private static void readUntil(String text, Reader output, StringBuilder written) throws IOException {
        while (written.indexOf(text) < 0) {
            int character = output.read();
            assertThat(character).as("more after: %s", written).isNotNegative();
            written.append((char) character);
        }
    }

    /** Returns what stays on a terminal: without what was erased again, and without colours. */
    private static String seen(CharSequence written) {
        return Pattern.compile("\u001B\\[\\?7l.*?\r\u001B\\[J", Pattern.DOTALL)
                .matcher(written)
                .replaceAll("")
                .replaceAll("\u001B\\[[0-9;]*m", "")
                .replace("\r", "");
    }

    @Test
    void endsWithTwoWhereASettingCannotWork() {
        Command.Outcome outcome = CLOUDHOST.run("up", "refused");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("refused.libvirtBaseDomain = \"nobody\"");
    }
}
