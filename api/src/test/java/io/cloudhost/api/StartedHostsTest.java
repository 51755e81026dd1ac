package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StartedHostsTest {

    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final CloudHost server = host("server");
    private final CloudHost one = host("one");
    private final CloudHost two = host("two");
    private final ParallelHosts parallel = new ParallelHosts(2);
    private final StartedHosts hosts =
            new StartedHosts(List.of("server", "client", "client"), List.of(server, one, two), parallel);

    @Test
    void areFoundByTheirPlace() {
        assertThat(hosts.all()).containsExactly(server, one, two);
        assertThat(hosts.get(2)).isSameAs(two);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> hosts.get(3));
    }

    @Test
    void areFoundByTheirLabel() {
        assertThat(hosts.get("server")).isSameAs(server);
        assertThat(hosts.all("client")).containsExactly(one, two);
    }

    @Test
    void aLabelOfSeveralHostsIsNotEnoughForOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hosts.get("client"))
                .withMessage("2 hosts of label 'client' were started: get them by index, or all of them");
    }

    @Test
    void aLabelThatWasNotStartedIsRefusedWithThoseThatWere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hosts.all("clint"))
                .withMessage("no host of label 'clint' was started. There are: server, client, client");
    }

    @Test
    void aCloseReportsAllThatFailAndAnotherOneTriesThemAgain() {
        parallel.setUp(hosts.all());

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(hosts::close)
                .withMessage("2 of 3 hosts cannot be torn down: one: teardown is not complete: one is held; "
                        + "two: teardown is not complete: two is held")
                .satisfies(failure -> {
                    assertThat(failure.getCause()).hasMessage("one: teardown is not complete: one is held");
                    assertThat(failure.getSuppressed()).hasSize(1);
                });
        assertThat(machines).containsExactlyInAnyOrder("one", "two");

        held.set(false);
        hosts.close();
        hosts.close();
        assertThat(machines).isEmpty();
    }

    /** Makes one that cannot be removed while it is held; the server always can. */
    private CloudHost host(String label) {
        return MachineHost.tearingDown(label, machines, () -> {
            if (held.get() && !label.equals("server")) {
                throw new CloudHostException(label + " is held");
            }
        });
    }
}
