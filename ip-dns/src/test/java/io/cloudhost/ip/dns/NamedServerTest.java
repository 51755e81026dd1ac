package io.cloudhost.ip.dns;

import static io.cloudhost.ip.dns.Looks.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is given by name, on a computer whose own resolver is slow or knows no such name. */
class NamedServerTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayResolve = new CountDownLatch(1);
    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = LoopbackDnsServer.start().add("base-4f2a.example. A 198.51.100.7");
    }

    @AfterEach
    void stopServer() throws Exception {
        mayResolve.countDown();
        server.stop();
    }

    @Test
    void lookEndsInTimeWhileTheNameIsBeingResolved() throws Exception {
        try (IpLookupStrategy strategy = strategy(this::resolveSlowly, Duration.ofMillis(300))) {
            failsForNow(strategy, "this computer did not resolve the name of the DNS server within 300 ms");
            failsForNow(strategy, "this computer did not resolve the name of the DNS server within 300 ms");
            assertThat(calls).as("calls, of which the first one hangs").hasValue(1);
        }
    }

    @Test
    void addressIsFoundAsSoonAsTheNameIsResolved() throws Exception {
        IpLookupStrategy strategy = strategy(this::resolveSlowly, Duration.ofHours(1));
        CompletableFuture<Optional<InetAddress>> look = new CompletableFuture<>();
        inBackground(() -> look.complete(strategy.lookup(HOST)));
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        mayResolve.countDown();

        assertThat(look.get(10, TimeUnit.SECONDS).map(InetAddress::getHostAddress))
                .contains("198.51.100.7");
    }

    @Test
    void interruptEndsTheLookWhileTheNameIsBeingResolved() throws Exception {
        IpLookupStrategy strategy = strategy(this::resolveSlowly, Duration.ofHours(1));
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread look = inBackground(() -> end.complete(catchThrowable(() -> strategy.lookup(HOST))));
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        look.interrupt();

        assertThat(end.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void nameThatIsNotKnownMayBeLater() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        IpLookupStrategy strategy = strategy(
                host -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new UnknownHostException(host);
                    }
                    return InetAddress.getLoopbackAddress();
                },
                Duration.ofSeconds(10));

        failsForNow(strategy, "this computer cannot resolve the name of the DNS server");
        assertThat(strategy.lookup(HOST).map(InetAddress::getHostAddress)).contains("198.51.100.7");
    }

    private static Thread inBackground(ThrowingCallable work) {
        Thread thread = new Thread(() -> {
            try {
                work.call();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private IpLookupStrategy strategy(ServerLocation.Resolver resolver, Duration queryTimeout) {
        ServerLocation location = new ServerLocation(new ServerAddress("dns-box", server.port()), resolver);
        return new DnsIpLookupStrategy(
                NameTemplate.parse("{name}.example"),
                SearchPath.NONE,
                AddressFamily.IPV4,
                List.of(new NameServer(location, false, Optional.empty())),
                queryTimeout);
    }

    private InetAddress resolveSlowly(String host) {
        calls.incrementAndGet();
        called.countDown();
        try {
            mayResolve.await();
            return InetAddress.getLoopbackAddress();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void failsForNow(IpLookupStrategy strategy, String reason) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> strategy.lookup(HOST))
                .withMessage("asked dns-box:" + server.port() + " for base-4f2a.example A: " + reason)
                .matches(e -> !e.isPermanent(), "transient");
    }
}
