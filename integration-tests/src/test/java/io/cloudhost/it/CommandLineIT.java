package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command as people use it, on real guests. */
class CommandLineIT {

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
    void removesTheHostWhenItIsEndedWhileTheCommandRuns() throws IOException, InterruptedException {
        Process run = new ProcessBuilder(
                        CLOUDHOST.command("run", "cli_host", "--", "sh", "-c", "echo running; exec sleep 600"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = run.inputReader()) {
            assertThat(output.readLine()).isEqualTo("running");

            run.destroy();

            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Virsh.clonesOf("cli_host")).isEmpty();
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

        assertThat(inTerminal("stty cols 50; " + line))
                .contains("\u001B[36mrewritten\u001B[0m")
                .doesNotContainPattern("(?m)^   part of the machine:.{30}");
        assertThat(inTerminal("stty cols 50; NO_COLOR= COLUMNS=200 " + line))
                .doesNotContain("\u001B")
                .containsPattern("(?m)^   part of the machine:.{100}");
    }

    private static String inTerminal(String line) {
        return Command.run(List.of("script", "--quiet", "--command", line, "/dev/null"))
                .output();
    }

    @Test
    void endsWithTwoWhereASettingCannotWork() {
        Command.Outcome outcome = CLOUDHOST.run("up", "refused");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("refused.libvirtBaseDomain = \"nobody\"");
    }
}
