package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.SetupPhase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** What people see on a terminal while a host is set up and removed. */
class ProgressDisplayTest {

    private final LiveFixture live = new LiveFixture(80, Ansi.OFF);
    private final PhaseProgress progress = live.progress();

    @Test
    void showsWhatGoesOnBelowWhatIsDone() {
        beginToWait(live);
        live.pass(Duration.ofMillis(3_400));

        assertThat(live.seen()).isEqualTo("""
                  resolve  tiny-base on br0                                    0.31 s
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                - address  waiting for its address                              3.4 s
                  [    2.113567] systemd[1]: Reached target Multi-User System.
                """);
    }

    @Test
    void turnsAndCountsInPlace() {
        beginToWait(live);
        live.pass(Duration.ofMillis(100));
        assertThat(live.seen()).contains("\n/ address  waiting for its address                              0.1 s\n");

        live.pass(Duration.ofMillis(100));
        assertThat(live.seen()).contains("\n- address  waiting for its address                              0.2 s\n");
        assertThat(live.seen()).hasLineCount(4);
    }

    @Test
    void leavesALineForEachPhaseBehind() {
        beginToWait(live);
        progress.phaseCompleted("box", SetupPhase.ADDRESS, "203.0.113.44 from the lease", Duration.ofMillis(9_730));
        progress.up("box", Duration.ofMillis(10_250));

        assertThat(live.seen()).isEqualTo("""
                  resolve  tiny-base on br0                                    0.31 s
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                  address  203.0.113.44 from the lease                         9.73 s
                box is up after 10.25 s
                """);
        assertThat(live.ticker().isTicking()).isFalse();
        assertThat(live.looked().isWrapping()).isTrue();
    }

    @Test
    void showsThatAFailedSetupIsUndone() {
        beginToWait(live);
        progress.phaseFailed("box", SetupPhase.ADDRESS, new IllegalStateException(), Duration.ofSeconds(30));
        live.activity().quote(() -> "");
        live.pass(Duration.ofSeconds(1));

        assertThat(live.seen()).isEqualTo("""
                  resolve  tiny-base on br0                                    0.31 s
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                  address  failed                                             30.00 s
                - gathering evidence, and removing what was made                1.0 s
                """);

        progress.setupUndone("box", Duration.ofMillis(120));

        assertThat(live.seen()).endsWith("""
                  address  failed                                             30.00 s
                box: the setup is undone after 0.12 s
                """);
    }

    @Test
    void showsThatAHostIsRemoved() {
        progress.teardownStarted("box");
        live.pass(Duration.ofMillis(600));
        assertThat(live.seen()).isEqualTo("- removing box                                                  0.6 s\n");

        progress.tornDown("box", Duration.ofMillis(700));
        assertThat(live.seen()).isEqualTo("box is gone after 0.70 s\n");
    }

    @Test
    void leavesWhatACommandHasWrittenWithoutEndingItsLine() {
        live.looked().write("42");

        progress.teardownStarted("box");
        progress.tornDown("box", Duration.ofMillis(700));

        assertThat(live.seen()).isEqualTo("42\nbox is gone after 0.70 s\n");
    }

    @Test
    void coloursWhatMatters() {
        LiveFixture coloured = new LiveFixture(80, Ansi.ON);
        beginToWait(coloured);
        coloured.pass(Duration.ofMillis(3_400));

        assertThat(coloured.seenInColour()).isEqualTo("""
                  resolve  tiny-base on br0                                    0.31 s
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                {36}-{} address  waiting for its address                              3.4 s
                  {2}[    2.113567] systemd[1]: Reached target Multi-User System.{}
                """);

        coloured.progress().phaseCompleted("box", SetupPhase.ADDRESS, "203.0.113.44", Duration.ofMillis(3_500));
        coloured.progress().up("box", Duration.ofSeconds(4));
        assertThat(coloured.seenInColour()).endsWith("\n{1;32}box is up after 4.00 s{}\n");
    }

    @Test
    void coloursWhatFailed() {
        LiveFixture coloured = new LiveFixture(80, Ansi.ON);
        coloured.progress().phaseStarted("box", SetupPhase.ADDRESS);
        coloured.progress().phaseFailed("box", SetupPhase.ADDRESS, new IllegalStateException(), Duration.ofSeconds(30));
        coloured.progress().setupUndone("box", Duration.ofMillis(120));

        assertThat(coloured.seenInColour()).isEqualTo("""
                {31}  address  failed                                             30.00 s{}
                box: the setup is undone after 0.12 s
                """);
    }

    @Test
    void printsOtherLinesAboveWhatGoesOn() {
        beginToWait(live);
        live.screen().lines().println("cloudhost: the lease is from yesterday");

        assertThat(live.seen()).isEqualTo("""
                  resolve  tiny-base on br0                                    0.31 s
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                cloudhost: the lease is from yesterday
                | address  waiting for its address                              0.0 s
                  [    2.113567] systemd[1]: Reached target Multi-User System.
                """);
    }

    @Test
    void showsTheConsoleThatIsFollowedAboveWhatGoesOn() {
        progress.phaseStarted("box", SetupPhase.ADDRESS);
        live.screen().show("[    0.000000] Linux version 6\r\n[    0.0");
        assertThat(live.seen()).isEqualTo("[    0.000000] Linux version 6\n[    0.0\n");

        live.screen().show("00001] Command line\r\n");
        assertThat(live.seen()).isEqualTo("""
                [    0.000000] Linux version 6
                [    0.000001] Command line
                | address  waiting for its address                              0.0 s
                """);
    }

    @Test
    void beginsALineOfItsOwnWhereTheConsoleThatIsFollowedIsWithinOne() {
        live.screen().show("\u001B[31mlogin: ");
        progress.up("box", Duration.ofMillis(300));

        assertThat(live.seen()).isEqualTo("login:\nbox is up after 0.30 s\n");
    }

    @Test
    void letsAFollowedConsoleDoNothingToTheTerminalButColourItsLines() {
        LiveFixture coloured = new LiveFixture(80, Ansi.ON);
        coloured.screen()
                .show(
                        "\u001B[2J\u001B[1;1H\u001B]0;title\u0007\u001B[?1049h\u001B[32m  OK  \u001B[0m started\u0007\u001B[5n\n");

        assertThat(coloured.seenInColour()).isEqualTo("{32}  OK  {} started\n");
    }

    @Test
    void keepsTheColoursOfAFollowedConsoleToItsLines() {
        LiveFixture coloured = new LiveFixture(80, Ansi.ON);
        coloured.progress().phaseStarted("box", SetupPhase.ADDRESS);

        coloured.screen().show("\u001B[31mPanic\n");
        assertThat(coloured.seenInColour()).isEqualTo("""
                {31}Panic{}
                {36}|{} address  waiting for its address                              0.0 s
                """);

        coloured.screen().show("\u001B[31m");
        coloured.progress().phaseCompleted("box", SetupPhase.ADDRESS, "203.0.113.44", Duration.ofSeconds(1));
        assertThat(coloured.seenInColour()).isEqualTo("""
                {31}Panic{}
                  address  203.0.113.44                                        1.00 s
                """);
    }

    @Test
    void leavesTheTerminalAtTheBeginningOfAPlainLineWhenTheProcessEnds() {
        LiveFixture coloured = new LiveFixture(80, Ansi.ON);

        coloured.screen().show("\u001B[32mlogin: ");
        coloured.screen().close();

        assertThat(coloured.looked().write("$").styledText()).isEqualTo("{32}login: {}\n$\n");
    }

    @Test
    void leavesTheLineOfAFollowedConsoleForWhatOthersPrint() {
        live.screen().show("login: ");
        live.screen().beginLine();

        live.looked().write("box-1 203.0.113.44\n");
        live.screen().lines().println("box: its console has ended");

        assertThat(live.seen()).isEqualTo("login:\nbox-1 203.0.113.44\nbox: its console has ended\n");
    }

    @Test
    void breaksWhatIsTooLongForTheTerminal() {
        progress.phaseCompleted(
                "box",
                SetupPhase.ADDRESS,
                "203.0.113.44 is what 'grep 52:54:00:12:34:56 leases' printed on linux-box the first time",
                Duration.ofMillis(730));

        assertThat(live.seen()).isEqualTo("""
                  address  203.0.113.44 is what 'grep 52:54:00:12:34:56
                           leases' printed on linux-box the first time         0.73 s
                """);
    }

    @Test
    void fitsIntoANarrowTerminal() {
        LiveFixture narrow = new LiveFixture(40, Ansi.OFF);
        beginToWait(narrow);

        assertThat(narrow.seen()).isEqualTo("""
                  resolve  tiny-base on br0       0.31 s
                  clone    box-3f9a1c2e from
                           tiny-base, 1 disk      0.21 s
                | address  waiting for its add     0.0 s
                  [    2.113567] systemd[1]: Reached tar
                """);
    }

    @Test
    void staysWithinTheTerminalWhateverTheMachineWrites() {
        progress.phaseStarted("box", SetupPhase.ADDRESS);
        live.activity().quote(() -> "日本語の".repeat(30));
        live.pass(Duration.ZERO);

        assertThat(live.seen().lines().toList().get(1))
                .isEqualTo("  " + "日本語の".repeat(10).substring(0, 39));
        assertThat(live.seen()).hasLineCount(2);
    }

    @Test
    void isDrawnInPlaceAlsoWhereTheTerminalHasBecomeNarrower() {
        beginToWait(live);
        live.looked().narrow(50);
        assertThat(live.seen()).hasLineCount(8);

        progress.phaseCompleted("box", SetupPhase.ADDRESS, "203.0.113.44", Duration.ofMillis(3_500));

        assertThat(live.seen().lines().filter(line -> line.contains("waiting") || line.contains("systemd")))
                .isEmpty();
    }

    @Test
    void waitsWithTheCursorWhereTheNextLineIsPrinted() {
        beginToWait(live);

        assertThat(live.looked().cursor()).isEqualTo(List.of(2, 0));
    }

    @Test
    void leavesNothingButWholeLinesWhenTheProcessEnds() {
        beginToWait(live);
        live.screen().close();
        live.pass(Duration.ofSeconds(1));

        assertThat(live.seen()).isEqualTo("""
                  resolve  tiny-base on br0                                    0.31 s
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                """);
    }

    @Test
    void saysNothingWhereLogMessagesTellTheSame() {
        live.verbose();
        beginToWait(live);
        progress.up("box", Duration.ofSeconds(1));

        assertThat(live.seen()).isEmpty();
        assertThat(live.ticker().isTicking()).isFalse();
    }

    private static void beginToWait(LiveFixture live) {
        PhaseProgress progress = live.progress();
        progress.phaseStarted("box", SetupPhase.RESOLVE);
        progress.phaseCompleted("box", SetupPhase.RESOLVE, "tiny-base on br0", Duration.ofMillis(310));
        progress.phaseStarted("box", SetupPhase.CLONE);
        progress.phaseCompleted("box", SetupPhase.CLONE, "box-3f9a1c2e from tiny-base, 1 disk", Duration.ofMillis(210));
        LastLine console = new LastLine();
        console.append(
                "\u001B[2J\u001B[H[    2.113567] systemd[1]: Reached target \u001B[1mMulti-User System\u001B[0m.\r\n");
        live.activity().quote(console::text);
        progress.phaseStarted("box", SetupPhase.ADDRESS);
    }
}
