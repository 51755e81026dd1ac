package io.cloudhost.ip.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.AskingIpLookupStrategyContract;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostNameIpLookupStrategyContractTest extends AskingIpLookupStrategyContract {

    private final FakeResolver resolver = new FakeResolver();

    @AfterEach
    void letGo() {
        resolver.recover();
    }

    @Override
    protected IpLookupStrategyProvider provider() {
        return new StaticIpLookupStrategyProvider(resolver);
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) throws Exception {
        resolver.know("198.51.100.7");
        return InetAddress.getByName("198.51.100.7");
    }

    @Override
    protected void arrangeNoAddress(IpLookupRequest host) {
        // A resolver knows nothing until it is told.
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        return resolver.fallSilent();
    }

    @Override
    protected String section() {
        return "ip = build-box.example";
    }

    /** The JDK's resolver has one failure for a name that does not exist and for a name service that is out of reach. */
    @Test
    @Override
    public void notThereYetIsEmptyUntilItIsThere() throws Exception {
        IpLookupRequest host = host(Duration.ofSeconds(20));
        try (IpLookupStrategy strategy = create()) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host))
                    .matches(e -> !e.isPermanent(), "transient");
            InetAddress address = arrangeAddress(host);
            assertThat(strategy.lookup(host)).contains(address);
        }
    }
}
