package io.cloudhost.ip.fixed;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.IpLookupStrategyContract;
import java.net.InetAddress;

class LiteralIpLookupStrategyContractTest extends IpLookupStrategyContract {

    @Override
    protected IpLookupStrategyProvider provider() {
        return new StaticIpLookupStrategyProvider();
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) throws Exception {
        return InetAddress.getByName("10.0.1.35");
    }

    @Override
    protected String section() {
        return "ip = \"10.0.1.35\"";
    }
}
