package io.cloudhost.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.testkit.RecordedExamination;
import io.cloudhost.testkit.TestSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcesExaminationTest {

    private static final String REMEDY =
            " -> Choose another strategy, e.g. SSH or DNS (my_host.hypervisor, test.conf:1), or"
                    + " give the machine a source that knows its address";

    @Test
    void aSourceThatWillKnowTheAddressIsEnough() {
        assertThat(examine(knowing(Source.LEASE, Source.ARP)))
                .containsExactly("good strategy hypervisor: the address will be known by lease, arp");
    }

    @Test
    void theTableOfNeighboursAloneIsDoubtful() {
        assertThat(examine(knowing(Source.ARP)))
                .containsExactly(
                        "doubtful strategy hypervisor: only arp will know the address, and not before the machine"
                                + " has talked to the hypervisor. lease: no LEASE; agent: no AGENT" + REMEDY);
    }

    @Test
    void noSourceAtAllIsBad() {
        assertThat(examine(knowing()))
                .containsExactly("bad strategy hypervisor: lease: no LEASE; agent: no AGENT; arp: no ARP" + REMEDY);
    }

    @Test
    void whatWasNotFoundOutIsNotJudged() {
        assertThat(examine(source -> {
                    throw IpLookupException.transientFailure("there is no base domain", null);
                }))
                .containsExactly("skipped strategy hypervisor: there is no base domain");
    }

    private static AddressReports knowing(Source... known) {
        Set<Source> all = Set.of(known);
        return source -> {
            if (all.contains(source)) {
                return List.of();
            }
            throw IpLookupException.permanentFailure("no " + source, null);
        };
    }

    private static List<String> examine(AddressReports reports) {
        RecordedExamination examination = new RecordedExamination();
        new SourcesExamination(TestSettings.parse("my_host.hypervisor", ""), reports)
                .examine(List.of(Source.LEASE, Source.AGENT, Source.ARP), examination);
        return examination.lines();
    }
}
