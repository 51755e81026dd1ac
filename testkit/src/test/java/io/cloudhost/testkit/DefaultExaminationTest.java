package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every strategy is examined by that says no more: one look. */
class DefaultExaminationTest {

    private static final InetAddress ADDRESS = new InetSocketAddress("198.51.100.7", 0).getAddress();

    private final RecordedExamination examination = new RecordedExamination();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void anAnswerWithoutAnAddressIsGood() throws InterruptedException {
        examine(Optional::empty);

        assertThat(examination.lines()).containsExactly("good strategy oracle: answers, and knows no such machine yet");
        assertThat(closed).isTrue();
    }

    @Test
    void anAddressIsGood() throws InterruptedException {
        examine(() -> Optional.of(ADDRESS));

        assertThat(examination.lines()).containsExactly("good strategy oracle: gives the address 198.51.100.7");
    }

    @Test
    void aFailureIsBadAndLeadsToTheSettings() throws InterruptedException {
        examine(() -> {
            throw IpLookupException.transientFailure("the oracle sleeps", null);
        });

        assertThat(examination.lines())
                .containsExactly("bad strategy oracle: the oracle sleeps -> Correct my_host.oracle (test.conf:1)");
        assertThat(closed).isTrue();
    }

    @Test
    void aFailureThatKnowsTheRemedySaysIt() {
        examination.bad("oracle", new CloudHostException("the oracle sleeps", "Wake it up", null), "Correct it");

        assertThat(examination.lines()).containsExactly("bad oracle: the oracle sleeps -> Wake it up");
        assertThat(new CloudHostException("the oracle sleeps", "Wake it up", null))
                .hasMessage("the oracle sleeps. Wake it up");
    }

    @Test
    void onlyWhatIsBadIsInTheWay() {
        examination.good("a", "is there");
        examination.doubtful("b", "is old", "renew it");
        examination.bad("c", "is broken", "mend it");
        examination.skipped("d", "c is broken");

        assertThat(examination.lines())
                .containsExactly(
                        "good a: is there",
                        "doubtful b: is old -> renew it",
                        "bad c: is broken -> mend it",
                        "skipped d: c is broken");
        assertThat(examination.bad()).containsExactly("bad c: is broken -> mend it");
    }

    private void examine(Supplier<Optional<InetAddress>> answer) throws InterruptedException {
        IpLookupRequest request =
                new IpLookupRequest("my_host", "my_host-1", new UUID(0, 0), Optional.empty(), Duration.ofSeconds(1));
        new Oracle(answer).examine(TestSettings.parse("my_host.oracle", ""), request, examination);
    }

    private final class Oracle implements IpLookupStrategyProvider {

        private final Supplier<Optional<InetAddress>> answer;

        Oracle(Supplier<Optional<InetAddress>> answer) {
            this.answer = answer;
        }

        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public SettingsSchema schema() {
            return SettingsSchema.of();
        }

        @Override
        public IpLookupStrategy create(Settings settings) {
            return new IpLookupStrategy() {
                @Override
                public Optional<InetAddress> lookup(IpLookupRequest request) {
                    return answer.get();
                }

                @Override
                public void close() {
                    closed.set(true);
                }
            };
        }
    }
}
