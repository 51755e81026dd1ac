package io.cloudhost.provider.libvirt.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.LibvirtCloudHostProvider;
import io.cloudhost.testkit.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Plans clones as a user has them planned from a file, over the defaults of the provider's settings. */
final class Plans {

    private static final Owner OWNER = new Owner(new UUID(0, 1), "me", "here", 42);

    private final CloudHostProvider provider = new LibvirtCloudHostProvider();
    private final HostPlanner planner = provider.planner(OWNER).orElseThrow();
    private final HostDefinition host;

    /** Plans with the defaults. */
    Plans() {
        this("");
    }

    private Plans(String settings) {
        host = new HostDefinition("corpus_host", TestSettings.forProvider(provider, "corpus_host", settings));
    }

    /** Plans clones that tell their guests their names. */
    static Plans naming() {
        return new Plans("guestHostname = true");
    }

    HostPlan of(String domain) {
        return planner.plan(host, domain.getBytes(StandardCharsets.UTF_8));
    }

    static List<Decision> refusals(HostPlan plan) {
        return plan.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.REFUSED)
                .toList();
    }

    /** Whoever is refused must be told why, and what to do. */
    static void assertRefusalsExplained(HostPlan plan) {
        assertThat(refusals(plan)).allSatisfy(refusal -> {
            assertThat(refusal.reason()).isNotBlank();
            assertThat(refusal.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy).isNotBlank());
        });
    }
}
