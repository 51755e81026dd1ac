package io.cloudhost.api.internal;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.AskingIpLookupStrategyContract;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;

class HypervisorIpLookupStrategyContractTest extends AskingIpLookupStrategyContract {

    @AutoClose
    private final FakeReports reports = new FakeReports();

    @Override
    protected IpLookupStrategyProvider provider() {
        return new HypervisorIpLookupStrategyProvider();
    }

    @Override
    protected AddressReports reports() {
        return reports;
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) {
        reports.know(Source.ARP, host.mac(), "198.51.100.7");
        return IpLiteral.parse("198.51.100.7").orElseThrow();
    }

    @Override
    protected void arrangeNoAddress(IpLookupRequest host) {
        // A provider that was not told knows none.
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        return reports.fallSilent(Source.AGENT);
    }

    @Override
    protected String section() {
        return "";
    }
}
