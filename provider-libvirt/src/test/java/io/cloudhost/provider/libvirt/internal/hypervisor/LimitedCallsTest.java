package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitedCallsTest {

    private static final ConnectionUrl URL = new ConnectionUrl("qemu:///system");
    private static final UUID DOMAIN = UUID.fromString("11111111-1111-4111-8111-111111111111");

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Slow slow = new Slow();

    @AfterEach
    void endAll() {
        answers.release(1000);
        threads.shutdown();
    }

    @Test
    void noMoreThanFourCallsAreMadeAtATime() throws Exception {
        Hypervisor limited = LimitedCalls.of(slow, URL);
        for (int call = 0; call < 10; call++) {
            threads.execute(() -> limited.state(DOMAIN));
        }

        begun.acquire(4);
        assertThat(begun.availablePermits()).isZero();
        answers.release();
        begun.acquire();
        assertThat(begun.availablePermits()).isZero();
        answers.release(9);
        begun.acquire(5);
    }

    @Test
    void guestsThatDoNotAnswerLeaveRoomForOtherCalls() throws Exception {
        Hypervisor limited = LimitedCalls.of(slow, URL);
        for (int call = 0; call < 10; call++) {
            threads.execute(() -> limited.interfaceAddresses(DOMAIN, Source.AGENT));
        }
        begun.acquire(2);
        answers.release(2);
        begun.acquire(2);

        threads.execute(() -> limited.interfaceAddresses(DOMAIN, Source.LEASE));
        threads.execute(() -> limited.state(DOMAIN));
        begun.acquire(2);
        assertThat(begun.availablePermits()).isZero();
    }

    @Test
    void whatAsksNobodyAndWhatReadsAVolumeDoesNotWait() throws Exception {
        Hypervisor limited = fourUnderWay(Duration.ofMinutes(1));

        assertThat(limited.isAlive()).isTrue();
        assertThat(limited.fingerprint("default", "volume")).isEqualTo("sha256");
        limited.close();
        assertThat(slow.closed).isTrue();
    }

    @Test
    void aCallThatHasWaitedLongEnoughFails() throws Exception {
        Hypervisor limited = fourUnderWay(Duration.ofSeconds(1));

        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> limited.state(DOMAIN))
                .withMessage("cannot ask libvirt at qemu:///system: the calls before this one have had no answer within"
                        + " 1 s. Look for a QEMU that hangs, and at the log of libvirtd");
    }

    @Test
    void anInterruptedThreadIsRefusedOnlyWhereItWouldHaveToWait() throws Exception {
        Hypervisor limited = fourUnderWay(Duration.ofMinutes(1));

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(HypervisorException.class)
                .isThrownBy(() -> limited.state(DOMAIN))
                .withMessage("interrupted while others asked libvirt at qemu:///system");
        assertThat(Thread.interrupted()).isTrue();

        Hypervisor free = LimitedCalls.of(new Slow(), URL);
        answers.release(1000);
        Thread.currentThread().interrupt();
        assertThat(free.state(DOMAIN)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    private Hypervisor fourUnderWay(Duration limit) throws InterruptedException {
        Hypervisor limited = LimitedCalls.of(slow, URL, limit);
        for (int call = 0; call < 4; call++) {
            threads.execute(() -> limited.state(DOMAIN));
        }
        begun.acquire(4);
        return limited;
    }

    /** Takes its time to answer. */
    private final class Slow extends HypervisorView {

        private volatile boolean closed;

        Slow() {
            super(new FakeConnector().connect(URL));
        }

        @Override
        public Optional<DomainState> state(UUID uuid) {
            answer();
            return Optional.empty();
        }

        @Override
        public List<AddressReports.Report> interfaceAddresses(UUID uuid, Source source) {
            answer();
            return List.of();
        }

        @Override
        public String fingerprint(String pool, String name) {
            return "sha256";
        }

        @Override
        public void close() {
            closed = true;
        }

        private void answer() {
            begun.release();
            answers.acquireUninterruptibly();
        }
    }
}
