package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.testkit.CreatingCloudHostContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A clone is a host like any other: on libvirt's in-process driver. */
@LibvirtInstalled
class LibvirtCloudHostContractTest extends CreatingCloudHostContract {

    private TestDriver driver;
    private int hosts;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Override
    protected CloudHost host() {
        return host(new Context());
    }

    @Override
    protected CloudHost failingHost() {
        Context context = new Context();
        context.fails = true;
        return host(context);
    }

    @Override
    protected CloudHost waitingHost(CountDownLatch waiting, CountDownLatch release) {
        return host(new Context() {
            @Override
            public AddressLookup addressLookup() {
                return new WaitingLookup(super.addressLookup(), waiting, release);
            }
        });
    }

    @Override
    protected void assertNothingIsLeft() {
        LibvirtCloudHostTest.assertNothingIsLeft(driver);
    }

    /** Gives each an address of its own, as a DHCP server does. */
    private CloudHost host(Context context) {
        context.address = new InetSocketAddress("198.51.100." + ++hosts, 0).getAddress();
        return LibvirtCloudHostTest.host(Map.of("networkDeviceId", "br0"), context, driver.connector());
    }

    /** Waits before it looks, and is of no use once it is closed. */
    private static final class WaitingLookup implements AddressLookup {

        private final AddressLookup lookup;
        private final CountDownLatch waiting;
        private final CountDownLatch release;
        private volatile boolean closed;

        WaitingLookup(AddressLookup lookup, CountDownLatch waiting, CountDownLatch release) {
            this.lookup = lookup;
            this.waiting = waiting;
            this.release = release;
        }

        @Override
        public List<InetAddress> fixedAddresses() {
            return List.of();
        }

        @Override
        public FoundAddress find(IpLookupRequest host, HostWatch watch) throws InterruptedException {
            waiting.countDown();
            release.await();
            if (closed) {
                throw new IllegalStateException("the lookup is closed");
            }
            return lookup.find(host, watch);
        }

        @Override
        public void close() {
            closed = true;
            lookup.close();
        }
    }
}
