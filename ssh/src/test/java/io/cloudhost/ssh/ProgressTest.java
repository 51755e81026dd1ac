package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock();
    private final Progress progress = new Progress(LONGEST, clock);

    @BeforeEach
    void standStill() {
        clock.advance(Duration.ofSeconds(59));
    }

    @Test
    void standstillEndsPatience() {
        assertThat(progress.left()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(Duration.ofSeconds(1));

        assertThat(progress.left()).isZero();
        assertThat(progress.limit()).isEqualTo(LONGEST);
    }

    @Test
    void whateverMovesRenewsIt() {
        progress.moved();

        assertThat(progress.left()).isEqualTo(LONGEST);
    }

    @Test
    void itCountsFromTheBeginning() {
        assertThat(progress.begun().left()).isEqualTo(LONGEST);
    }

    @Test
    void piecesThatAreTransferredRenewIt() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        progress.transfer(new ByteArrayInputStream(new byte[5]), out, 2);

        assertThat(out.size()).isEqualTo(5);
        assertThat(progress.left()).isEqualTo(LONGEST);
    }

    @Test
    void readingRenewsIt() throws IOException {
        try (InputStream in = progress.noting(new ByteArrayInputStream(new byte[5]))) {
            assertThat(in.read(new byte[2])).isEqualTo(2);
        }
        assertThat(progress.left()).isEqualTo(LONGEST);
    }

    @Test
    void writingRenewsIt() throws IOException {
        try (OutputStream out = progress.noting(new ByteArrayOutputStream())) {
            out.write(new byte[2]);
        }
        assertThat(progress.left()).isEqualTo(LONGEST);
    }
}
