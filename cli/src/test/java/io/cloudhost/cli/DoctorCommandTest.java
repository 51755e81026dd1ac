package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.ending;
import static io.cloudhost.cli.CommandLineFixture.host;
import static io.cloudhost.core.Lifetime.DETACHED;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cloudhost.cli.CommandLineFixture.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void allGoodIsSuccess() {
        cloudhost.label("box");

        Result result = cloudhost.run("doctor", "box");

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("all hosts\n  good      Java: ").endsWith("""
                        box
                          good      configuration: %s:1, made by the provider folder
                          good      places: folders
                        all hosts
                          good      leftovers: none at folder:place-of-box
                        7 good
                        """.formatted(
                        cloudhost.configFile()));
    }

    @Test
    void somethingBadIsAFailureWithItsRemedyOnTheSameLine() {
        cloudhost.label("box", "ailment = flu");

        Result result = cloudhost.run("doctor", "box");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("\n  bad       health: flu -> Take two days off\n")
                .endsWith(", 1 bad\n");
    }

    @Test
    void somethingDoubtfulIsStillSuccess() {
        cloudhost.label("box").put(ending(host("box-1", "box", DETACHED)));

        Result result = cloudhost.run("doctor");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains(
                        "\n  doubtful  leftovers: box-1 at folder:place-of-box: its removal was begun -> Remove it: cloudhost"
                                + " gc\n");
    }

    @Test
    void whatSeveralHostsShareIsToldOnce() {
        cloudhost.label("box", "ailment = flu");
        cloudhost.label("fox", "ailment = flu");

        assertThat(cloudhost.run("doctor").out())
                .containsOnlyOnce("health: flu")
                .contains("""
                fox
                  good      configuration: %s:2, made by the provider folder
                  as above  places, health
                """.formatted(cloudhost.configFile()));
    }

    @Test
    void aMistakeInTheConfigurationIsAFinding() {
        cloudhost.mistyped("box");

        Result result = cloudhost.run("doctor");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("\n  bad       configuration: box.stup (" + cloudhost.configFile()
                        + ":1): unknown key. Did you mean" + " 'setup'? -> Correct " + cloudhost.configFile() + ":1\n");
    }

    @Test
    void aFileThatIsNoConfigurationIsWrongUsage() {
        cloudhost.configure("box {");

        assertThat(cloudhost.run("doctor").status()).isEqualTo(2);
    }

    @Test
    void twoLabelsAreWrongUsage() {
        cloudhost.label("box");

        assertThat(cloudhost.run("doctor", "box", "box").status()).isEqualTo(2);
    }

    @Test
    void aTerminalGetsLinesThatFitItAndTheRemedyBelow() {
        cloudhost.label("box", "ailment = \"a cold, which has been about in the whole office for the last two weeks\"");

        assertThat(cloudhost.wide(60).run("doctor", "box").out()).contains("""
                  bad       health: a cold, which has been about in the
                            whole office for the last two weeks
                            -> Take two days off
                """);
    }

    @Test
    void verdictsAreColoured() {
        cloudhost.label("box", "ailment = flu");

        assertThat(cloudhost.coloured().wide(80).run("doctor", "box").out())
                .contains("  \u001b[32mgood\u001b[0m      places: folders\n")
                .contains("  \u001b[31mbad\u001b[0m       health: flu\n            -> Take two days off\n");
    }

    @Test
    void whatOthersWroteBreaksNoLineAndTellsATerminalNothing() {
        cloudhost.label("box", "ailment = \"flu\\n\\u001b[2Jand more\"");

        assertThat(cloudhost.run("doctor", "box").out()).contains("bad       health: flu ?[2Jand more -> ");
    }

    @Test
    void printsAnArrayAsJson() {
        cloudhost.label("box", "ailment = flu");

        Result result = cloudhost.run("doctor", "--json", "box");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "{\"finding\":\"flu\",\"label\":\"box\",\"remedy\":\"Take two days off\",\"subject\":\"health\","
                                + "\"verdict\":\"bad\"}")
                .contains(
                        "{\"finding\":\"none at folder:place-of-box\",\"subject\":\"leftovers\",\"verdict\":\"good\"}");
        assertThat(ConfigFactory.parseString("findings = " + result.out()).getConfigList("findings"))
                .hasSizeGreaterThan(4);
    }
}
