package io.cloudhost.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.Console;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.FakeEndpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogCheckTest {

    private final FakeConsole console = new FakeConsole();

    @Test
    void textThatComesIsFoundOnceItIsThere() throws Exception {
        LogCheck check = check("^The service is up\\.");
        console.text = "Linux version 6.1\r\n";

        assertThat(look(check)).isEqualTo(Readiness.notYet("not in the 19 bytes of the console"));

        console.text += "The service is up.\r\n";
        assertThat(look(check)).isEqualTo(Readiness.ready("found"));
    }

    @Test
    void consoleWithoutATextIsNotYetReadyForAnyExpression() throws Exception {
        assertThat(look(check("x*"))).isEqualTo(Readiness.notYet("nothing was written to the console"));
    }

    @Test
    void consoleIsSearchedOnlyWhenThereIsMore() throws Exception {
        LogCheck check = check("never");
        console.text = "text";

        look(check);
        look(check);

        assertThat(console.reads).isEqualTo(1);
    }

    @Test
    void remarksOfOursAreNotTheMachines() throws Exception {
        LogCheck check = check("connection");
        console.text = "booting\n[cloudhost: the connection to libvirt was lost]\nlogin: ";

        assertThat(look(check).verdict()).isEqualTo(Readiness.Verdict.NOT_YET);
        assertThat(look(check("login:")).verdict()).isEqualTo(Readiness.Verdict.READY);
        assertThat(look(check("booting\nlogin")).verdict()).isEqualTo(Readiness.Verdict.READY);
    }

    @Test
    void whereNothingMoreComesWaitingIsOfNoUse() throws Exception {
        console.text = "booting";
        console.problem = Optional.of("somebody has taken it over");

        assertThat(look(check("login")))
                .isEqualTo(Readiness.never(
                        "not in the 7 bytes of the console, and nothing more comes: somebody has taken it over"));
        assertThat(look(check("booting"))).isEqualTo(Readiness.ready("found"));
    }

    @Test
    void expressionThatNeedsTooMuchStackIsToldFrom() throws Exception {
        console.text = "Linux version\n".repeat(20_000);

        assertThat(look(check("Linux(.|\n)*never")))
                .isEqualTo(
                        Readiness.never("the regular expression needs too much stack for the 280000 characters of the"
                                + " console. Write (?s). for any character, not (.|\\n)"));
    }

    @Test
    void expressionThatTakesForEverHeedsAnInterrupt() throws Exception {
        console.text = "a".repeat(60) + "!";
        FutureTask<Void> search = new FutureTask<>(() -> {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> look(check("(a+)+b")));
            return null;
        });
        Thread thread = new Thread(search);
        thread.start();

        thread.interrupt();

        search.get(20, TimeUnit.SECONDS);
    }

    @Test
    void descriptionIsOneShortLine() {
        assertThat(check("one\n  two" + "x".repeat(300)).description())
                .isEqualTo("log \"one two" + "x".repeat(193) + "...\"");
    }

    private static LogCheck check(String regex) {
        return new LogCheck(Pattern.compile(regex, Pattern.MULTILINE));
    }

    private Readiness look(LogCheck check) throws InterruptedException {
        return check.look(new ReadinessRequest(
                FakeEndpoint.withoutAddress(), Optional.of(console), Optional.empty(), Duration.ofSeconds(60)));
    }

    private static final class FakeConsole implements Console {

        private String text = "";
        private Optional<String> problem = Optional.empty();
        private int reads;

        @Override
        public String text() {
            reads++;
            return text;
        }

        @Override
        public long received() {
            return text.length();
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public Following follow(Consumer<String> receiver) {
            throw new AssertionError("nobody follows it");
        }
    }
}
