package io.cloudhost.benchmarks;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtConnector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A running domain whose address is looked for. Set up by one thread; torn down when that has come to an end. */
final class LeasedHost implements CloudHost {

    private final IpLookupRequest wanted;
    private final AddressLookup lookup;
    private final Reports reports = new Reports();
    private volatile @Nullable String address;

    LeasedHost(String label, UUID domain, MacAddress mac, AddressLookup lookup) {
        this.wanted = new IpLookupRequest(label, LeasedDomain.NAME, domain, Optional.of(mac), Duration.ZERO)
                .withReports(source -> reports.of(domain, source));
        this.lookup = lookup;
    }

    @Override
    public void setup() {
        try {
            address = IpLiteral.format(lookup.find(wanted, HostWatch.NONE).address());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for the address of " + wanted, e);
        }
    }

    @Override
    public void teardown() {
        lookup.close();
        reports.close();
    }

    @Override
    public String getHostName() {
        String found = address;
        if (found == null) {
            throw new IllegalStateException("the address of " + wanted + " is not found yet");
        }
        return found;
    }

    @Override
    public int getPort(int port) {
        return port;
    }

    /** Connects when it is first asked: strategies that never ask must not be measured with a connection. */
    private static final class Reports implements AutoCloseable {

        private @Nullable Hypervisor hypervisor;
        private boolean closed;

        synchronized List<AddressReports.Report> of(UUID domain, AddressReports.Source source) {
            if (closed) {
                return List.of();
            }
            if (hypervisor == null) {
                hypervisor = new LibvirtConnector().connect(new ConnectionUrl(LeasedDomain.LIBVIRT_URL));
            }
            return hypervisor.interfaceAddresses(domain, source);
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (hypervisor != null) {
                hypervisor.close();
            }
        }
    }
}
