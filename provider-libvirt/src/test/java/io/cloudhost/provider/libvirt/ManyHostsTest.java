package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.SharedTestDriver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many hosts in one process, on libvirt's in-process driver, while the garbage collector is busy. */
@LibvirtInstalled
class ManyHostsTest {

    private static final int HOSTS = 200;
    private static final int THREADS = 16;

    /** One for libvirt's events, and for each hypervisor one that keeps the connection and one that renews the records. */
    private static final int OWN_THREADS = 3;

    private static final Duration PAUSE = Duration.ofMillis(50);

    @Test
    void shareOneConnectionAndAFewThreadsAndLeaveNothing(@TempDir Path folder) throws Exception {
        SharedTestDriver driver = new SharedTestDriver(folder);
        LibvirtCloudHostProvider provider = new LibvirtCloudHostProvider(driver.connector());
        List<CloudHost> hosts = IntStream.range(0, HOSTS)
                .mapToObj(number -> host(provider, driver, number))
                .toList();
        Thread collector = collectGarbage();
        try {
            List<String> threadsBefore = ownThreads();
            inParallel(hosts, CloudHost::setup);

            assertThat(driver.hypervisor().domainNames()).hasSize(HOSTS + 1).doesNotHaveDuplicates();
            assertThat(hosts.stream().map(CloudHost::getHostName)).doesNotHaveDuplicates();
            assertThat(driver.openConnections()).isEqualTo(1);
            List<String> started = new ArrayList<>(ownThreads());
            threadsBefore.forEach(started::remove);
            assertThat(started).hasSizeLessThanOrEqualTo(OWN_THREADS);

            inParallel(hosts, CloudHost::teardown);
        } finally {
            collector.interrupt();
            collector.join();
        }
        assertThat(driver.hypervisor().domainNames()).containsExactly("tiny-base");
        assertThat(driver.hypervisor().volume("default", "tiny-base.qcow2")).isPresent();
        driver.close();
        assertThat(driver.openConnections()).isZero();
        assertThat(driver.keptConnections()).isZero();
    }

    private static CloudHost host(LibvirtCloudHostProvider provider, SharedTestDriver driver, int number) {
        Context context = new Context();
        context.address = new InetSocketAddress("198.51.100." + number, 0).getAddress();
        return provider.create(
                LibvirtCloudHostTest.definition(
                        Map.of("libvirtURL", driver.url().text(), "networkDeviceId", "br0")),
                context);
    }

    private static void inParallel(List<CloudHost> hosts, Consumer<CloudHost> action) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (CloudHost host : hosts) {
                running.add(executor.submit(() -> action.accept(host)));
            }
            for (Future<?> each : running) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Thread collectGarbage() {
        Thread collector = new Thread(() -> {
            while (!Thread.interrupted()) {
                System.gc();
                // All the time it would leave the cores to nothing else.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
        collector.start();
        return collector;
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("cloudhost-"))
                .toList();
    }
}
