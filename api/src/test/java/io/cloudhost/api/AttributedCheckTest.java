package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.FakeEndpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributedCheckTest {

    private static final ReadinessRequest MACHINE = new ReadinessRequest(
            FakeEndpoint.at("198.51.100.7"), Optional.empty(), Optional.empty(), Duration.ofSeconds(10));

    @Test
    void checkOfAnotherVersionIsShownWithItsJarWhereALookFindsThat() throws Exception {
        ReadinessCheck check = new AttributedCheck(new Newer(), "org.example.Newer (/plugins/newer.jar)");

        Readiness seen = check.look(MACHINE);

        assertThat(seen.verdict()).isEqualTo(Readiness.Verdict.NEVER);
        assertThat(seen.observation())
                .startsWith("org.example.Newer (/plugins/newer.jar): java.lang.NoClassDefFoundError:"
                        + " io/cloudhost/core/spi/Tomorrow. It was built for another version of cloudhost")
                .endsWith(": get the one that fits");
    }

    @Test
    void restIsTheChecksOwn() {
        Newer newer = new Newer();
        ReadinessCheck check = new AttributedCheck(newer, "org.example.Newer (/plugins/newer.jar)");

        assertThat(check.description()).isEqualTo("tomorrow");
        assertThat(check.needs()).containsExactly(ReadinessCheck.Need.CONSOLE);
        check.close();
        assertThat(newer.closed).isTrue();
    }

    private static final class Newer implements ReadinessCheck {

        private boolean closed;

        @Override
        public String description() {
            return "tomorrow";
        }

        @Override
        public Set<Need> needs() {
            return Set.of(Need.CONSOLE);
        }

        @Override
        public Readiness look(ReadinessRequest request) {
            throw new NoClassDefFoundError("io/cloudhost/core/spi/Tomorrow");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
