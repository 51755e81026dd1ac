package io.cloudhost.provider.libvirt.internal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudhost.core.Console.Following;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ConsoleRecordingTest {

    private final ConsoleRecording recording = new ConsoleRecording("box", 30, 20);

    @Test
    void hasWhatWasWritten() {
        write("SeaBIOS\r\n");
        write("Linux");

        assertThat(recording.text()).isEqualTo("SeaBIOS\r\nLinux");
        assertThat(recording.received()).isEqualTo(14);
        assertThat(recording.problem()).isEmpty();
    }

    @Test
    void saysHowMuchOfTheMiddleIsNotKept() {
        write("the beginning is kept, always.");
        write("x".repeat(100));
        write("as is the end of it.");

        assertThat(recording.text())
                .isEqualTo("the beginning is kept, always.\n[cloudhost: 100 bytes are not kept]\nas is the end of it.");
        assertThat(recording.received()).isEqualTo(150);
    }

    @Test
    void putsCharactersTogetherThatComeInPieces() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        recording.received(new byte[] {euro[0], euro[1]});
        recording.received(new byte[] {euro[2], (byte) 0xff, '!'});

        assertThat(recording.text()).isEqualTo("€\ufffd!");
    }

    @Test
    void remarksALossOfTheConnectionOnALineOfItsOwn() {
        ConsoleRecording longer = new ConsoleRecording("box");
        longer.received("half a l".getBytes(StandardCharsets.UTF_8));
        longer.reopened();
        longer.received("ine\n".getBytes(StandardCharsets.UTF_8));

        assertThat(longer.text()).isEqualTo("""
                half a l
                [cloudhost: the connection to libvirt was lost; what the machine wrote until it was replaced is missing]
                ine
                """);
        assertThat(longer.received()).isEqualTo(12);
    }

    @Test
    void remarksThatSomebodyHasTakenTheConsoleOver() {
        ConsoleRecording longer = new ConsoleRecording("box");
        longer.received("login:\n".getBytes(StandardCharsets.UTF_8));
        longer.failed("stream had I/O failure");

        assertThat(longer.text())
                .isEqualTo("login:\n[cloudhost: the console is not read any more; somebody may have taken it over, e.g."
                        + " with 'virsh console --force': stream had I/O failure]\n");
        assertThat(longer.problem())
                .contains("the console is not read any more; somebody may have taken it over, e.g. with 'virsh console"
                        + " --force': stream had I/O failure");
    }

    @Test
    void hasNoLastLinesWhereOnlyARemarkSaysWhyThereAreNone() {
        recording.impossible("no pty");

        assertThat(recording.lastLines(3)).isEmpty();
        assertThat(recording.problem()).contains("the console is not recorded: no pty");
    }

    @Test
    void hasTheLastLinesWithoutControlSequencesAndWithoutBlankOnes() {
        ConsoleRecording longer = new ConsoleRecording("box");
        longer.received("one\r\n\r\n\u001b[1mtwo\u001b[0m\r\n   \r\nthree  \r\n\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(longer.lastLines(2)).containsExactly("two", "three");
        assertThat(longer.lastLines(9)).containsExactly("one", "two", "three");
    }

    @Test
    void cutsLastLinesThatAreLong() {
        ConsoleRecording longer = new ConsoleRecording("box");
        String fits = "x".repeat(300);
        String split = "x".repeat(299) + "\ud83d\udda5";
        longer.received((fits + "\n" + fits + "y\n" + split + "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(longer.lastLines(3)).containsExactly(fits, fits + " [...]", "x".repeat(299) + " [...]");
    }

    @Test
    void looksForTheLastLinesNearTheEndAlone() {
        ConsoleRecording longer = new ConsoleRecording("box");
        longer.received(("too early\n" + " ".repeat(64 * 1024) + "\nlate\n").getBytes(StandardCharsets.UTF_8));

        assertThat(longer.lastLines(3)).containsExactly("late");
    }

    @Test
    void handsOverWhatWasRecordedAndWhatComes() throws Exception {
        write("early ");
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        try (Following following = recording.follow(pieces::add)) {
            assertThat(pieces.take()).isEqualTo("early ");
            write("late");
            assertThat(pieces.take()).isEqualTo("late");
            assertThat(following.end().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void mayBeFollowedAfterItsEnd() throws Exception {
        write("all of it");
        recording.ended();
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();

        recording.follow(pieces::add).end().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(pieces).containsExactly("all of it");
    }

    @Test
    void endsTheFollowingWithItself() throws Exception {
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        Following following = recording.follow(pieces::add);
        recording.received(new byte[] {'a', (byte) 0xe2});

        recording.end();

        following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(String.join("", pieces)).isEqualTo("a\ufffd");
    }

    @Test
    void callsNobodyAnyMoreWhoHasClosed() throws Exception {
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Following following = recording.follow(piece -> {
            called.countDown();
            pass(goOn);
            pieces.add(piece);
        });
        write("one");
        called.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(following::close);
        assertThat(closing).isNotDone();

        goOn.countDown();
        closing.get(10, TimeUnit.SECONDS);
        write("two");

        following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(pieces).containsExactly("one");
    }

    @Test
    void mayBeClosedByItsOwnReceiver() throws Exception {
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        AtomicReference<Following> following = new AtomicReference<>();
        following.set(recording.follow(piece -> {
            pieces.add(piece);
            following.get().close();
        }));

        write("one");

        following.get().end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        write("two");
        assertThat(pieces).containsExactly("one");
    }

    @Test
    void doesNotWaitForASlowReceiverWhoMissesWhatIsNotKept() throws Exception {
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Following following = recording.follow(piece -> {
            called.countDown();
            pass(goOn);
            pieces.add(piece);
        });
        write("x".repeat(30));
        called.await();
        write("y".repeat(100));
        write("z".repeat(20));

        goOn.countDown();
        recording.end();

        following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(pieces).containsExactly("x".repeat(30), "\n[cloudhost: 100 bytes are not kept]\n" + "z".repeat(20));
    }

    @Test
    void endsTheFollowingOfAReceiverThatFailsAndNobodyElses() throws Exception {
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        Following failing = recording.follow(piece -> {
            throw new IllegalStateException("broken on purpose");
        });
        try (Following other = recording.follow(pieces::add)) {
            write("one");

            failing.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(pieces.take()).isEqualTo("one");
            assertThat(other.end().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void leavesNoThread() {
        Following following = recording.follow(piece -> {});
        assertThat(followers()).isNotEmpty();

        following.close();

        await().atMost(Duration.ofSeconds(10)).until(() -> followers().isEmpty());
    }

    @Test
    void logsEachCompleteLineAndTheLastOneAtTheEnd() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.cloudhost.console.box");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        Level before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        try {
            write("\u001b[2Jone\r\ntw");
            write("o {}\r\nthree");
            assertThat(messages(appender)).containsExactly("one", "two {}");

            recording.end();

            assertThat(messages(appender)).containsExactly("one", "two {}", "three");
        } finally {
            logger.setLevel(before);
            logger.detachAppender(appender);
        }
    }

    private static List<String> messages(ListAppender<ILoggingEvent> appender) {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void write(String text) {
        recording.received(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> followers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("cloudhost-console-follower"::equals)
                .toList();
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
