package io.cloudhost.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ManualClock;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.EvidenceItem;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.FailureEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderEvidenceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<EvidenceItem> items = new ArrayList<>();
    private final Timeline timeline = new Timeline(new ManualClock());

    @TempDir
    private Path parent;

    @Test
    void theFolderHasWhatTheProviderKnowsTheEventsAndTheSettings() throws Exception {
        items.add(EvidenceItem.text("console.log", () -> "Kernel panic"));
        items.add(new EvidenceItem("screenshot.png", () -> new byte[] {1, 2}));
        timeline.phaseStarted("host", SetupPhase.START);
        timeline.note("domain started");

        Path folder = evidence(true, LONG).collect("the test failed");

        assertThat(names(folder))
                .containsExactly("console.log", "events.txt", "evidence.txt", "screenshot.png", "settings.conf");
        assertThat(folder.resolve("console.log")).hasContent("Kernel panic");
        assertThat(folder.resolve("screenshot.png")).hasBinaryContent(new byte[] {1, 2});
        assertThat(folder.resolve("events.txt"))
                .hasContent("1970-01-01T00:00:00Z  start began\n1970-01-01T00:00:00Z  domain started\n");
        assertThat(folder.resolve("settings.conf")).hasContent("host.password = \"***\"");
        assertThat(folder.resolve("evidence.txt"))
                .content()
                .startsWith("host: the test failed\n")
                .contains("  console.log      12 bytes\n", "  screenshot.png   2 bytes\n");
    }

    @Test
    void whatCannotBeHadIsNamedWithTheReason() throws Exception {
        items.add(EvidenceItem.text("screenshot.png", () -> {
            throw new CloudHostException("the domain has no screen");
        }));
        items.add(EvidenceItem.text("clone.xml", () -> {
            throw new IOException("connection reset");
        }));

        Path folder = evidence(true, LONG).collect("why not");

        assertThat(folder.resolve("evidence.txt"))
                .content()
                .contains(
                        "  clone.xml        not there: java.io.IOException: connection reset\n",
                        "  screenshot.png   not there: the domain has no screen\n");
        assertThat(names(folder)).doesNotContain("clone.xml", "screenshot.png");
    }

    @Test
    void anItemThatHangsHidesNoOther() throws Exception {
        items.add(EvidenceItem.text("state.txt", () -> {
            new CountDownLatch(1).await();
            return "";
        }));
        items.add(EvidenceItem.text("console.log", () -> "text"));

        Path folder = new FolderEvidence(
                        "host",
                        new EvidenceTerms(true, parent, Duration.ofSeconds(1)),
                        () -> "",
                        source(),
                        timeline,
                        WaitableClock.system())
                .collect("it hangs");

        assertThat(folder.resolve("console.log")).hasContent("text");
        assertThat(folder.resolve("evidence.txt"))
                .content()
                .contains("  state.txt        not there: it could not be had in 1.0 s\n");
    }

    @Test
    void aFailureIsToldWithItsTraceAndItsCauses() throws Exception {
        FailureEvidence gathered = evidence(true, LONG)
                .atFailure(SetupPhase.ADDRESS, new CloudHostException("no address", new IOException("refused")));

        assertThat(gathered.lastConsoleLines()).containsExactly("last line");
        assertThat(gathered.folder().orElseThrow().resolve("evidence.txt"))
                .content()
                .startsWith(
                        "host: setup failed in phase 'address'\n\nio.cloudhost.core.CloudHostException: no address\n")
                .contains("Caused by: java.io.IOException: refused");
    }

    @Test
    void onlyItsOwnerReadsIt() throws Exception {
        Path folder = evidence(true, LONG).collect("secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("evidence.txt"))))
                .isEqualTo("rw-------");
    }

    @Test
    void eachCollectionHasAFolderOfItsOwn() throws Exception {
        FolderEvidence evidence = evidence(true, LONG);

        assertThat(evidence.collect("first")).isNotEqualTo(evidence.collect("second"));
        assertThat(names(parent)).hasSize(2);
    }

    @Test
    void aLabelLeadsToNoOtherFolder() {
        Path folder = new FolderEvidence(
                        "../../etc",
                        new EvidenceTerms(true, parent, LONG),
                        () -> "",
                        source(),
                        timeline,
                        WaitableClock.system())
                .collect("odd");

        assertThat(folder.getParent()).isEqualTo(parent);
    }

    @Test
    void whereFailuresLeaveNoneTheConsolesEndIsStillTold() throws Exception {
        FailureEvidence gathered = evidence(false, LONG).atFailure(SetupPhase.START, new CloudHostException("broken"));

        assertThat(gathered.folder()).isEmpty();
        assertThat(gathered.lastConsoleLines()).containsExactly("last line");
        assertThat(names(parent)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenHidesNoFailure() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));
        FolderEvidence evidence = new FolderEvidence(
                "host", new EvidenceTerms(true, file, LONG), () -> "", source(), timeline, WaitableClock.system());

        assertThat(evidence.atFailure(SetupPhase.START, new CloudHostException("broken"))
                        .folder())
                .isEmpty();
        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> evidence.collect("asked for"))
                .withMessageStartingWith("host: no evidence can be written below " + file + ": ")
                .withMessageEndingWith(". Another folder can be set as evidence.folder");
    }

    @Test
    void aSourceThatIsBrokenHidesNoFailure() {
        EvidenceSource broken = new EvidenceSource() {
            @Override
            public List<EvidenceItem> items() {
                throw new IllegalStateException("broken");
            }

            @Override
            public List<String> lastConsoleLines(int most) {
                throw new IllegalStateException("broken");
            }
        };
        FolderEvidence evidence = new FolderEvidence(
                "host", new EvidenceTerms(true, parent, LONG), () -> "", broken, timeline, WaitableClock.system());

        assertThat(evidence.atFailure(SetupPhase.START, new CloudHostException("first")))
                .isEqualTo(FailureEvidence.NONE);
    }

    @Test
    void anInterruptEndsTheGatheringAndIsKept() throws Exception {
        items.add(EvidenceItem.text("state.txt", () -> {
            new CountDownLatch(1).await();
            return "";
        }));
        Thread.currentThread().interrupt();

        Path folder = evidence(true, LONG).collect("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(names(folder)).containsExactly("evidence.txt");
        assertThat(folder.resolve("evidence.txt"))
                .content()
                .contains("  state.txt        not there: the thread that gathered it was interrupted\n");
    }

    private FolderEvidence evidence(boolean onFailure, Duration limit) {
        return new FolderEvidence(
                "host",
                new EvidenceTerms(onFailure, parent, limit),
                () -> "host.password = \"***\"\n",
                source(),
                timeline,
                WaitableClock.system());
    }

    private EvidenceSource source() {
        return new EvidenceSource() {
            @Override
            public List<EvidenceItem> items() {
                return items;
            }

            @Override
            public List<String> lastConsoleLines(int most) {
                return List.of("last line");
            }
        };
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
