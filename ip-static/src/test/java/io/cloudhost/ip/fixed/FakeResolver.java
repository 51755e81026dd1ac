package io.cloudhost.ip.fixed;

import io.cloudhost.core.spi.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Knows nothing until it is told. Falls silent on command, and then cannot be interrupted, as the platform's cannot. */
final class FakeResolver implements Resolver {

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile List<InetAddress> known = List.of();

    /** Resolves every name to these from now on. */
    void know(String... addresses) {
        known = Stream.of(addresses)
                .map(address -> IpLiteral.parse(address).orElseThrow())
                .toList();
    }

    /** Keeps whoever asks waiting from now on. */
    CountDownLatch fallSilent() {
        mayAnswer = new CountDownLatch(1);
        return asked;
    }

    /** Lets go whoever waits. */
    void recover() {
        mayAnswer.countDown();
    }

    @Override
    public InetAddress[] resolve(String name) throws UnknownHostException {
        asked.countDown();
        while (mayAnswer.getCount() > 0) {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                // Does not listen.
            }
        }
        if (known.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return known.toArray(InetAddress[]::new);
    }
}
