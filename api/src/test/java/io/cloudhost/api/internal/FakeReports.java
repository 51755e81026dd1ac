package io.cloudhost.api.internal;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.MacAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A provider that knows what it is told, or fails, or does not come back until it is closed. */
final class FakeReports implements AddressReports, AutoCloseable {

    static final MacAddress MAC = new MacAddress("52:54:00:12:ab:cd");

    private final Map<Source, Supplier<List<Report>>> answers = new EnumMap<>(Source.class);
    private final List<Source> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Lets a source report addresses of the host's interface. */
    FakeReports know(Source source, String... addresses) {
        return know(source, Optional.of(MAC), addresses);
    }

    /** Lets a source report addresses, after those that it reports already. */
    FakeReports know(Source source, Optional<MacAddress> mac, String... addresses) {
        List<Report> reports = new ArrayList<>(answer(source));
        for (String address : addresses) {
            reports.add(new Report(mac, IpLiteral.parse(address).orElseThrow()));
        }
        answers.put(source, () -> reports);
        return this;
    }

    FakeReports failForGood(Source source, String message) {
        return fail(source, IpLookupException.permanentFailure(message, null));
    }

    FakeReports failThisTime(Source source, String message) {
        return fail(source, IpLookupException.transientFailure(message, null));
    }

    FakeReports fail(Source source, RuntimeException failure) {
        answers.put(source, () -> {
            throw failure;
        });
        return this;
    }

    /** Lets a source take the question and keep it until closed, as a native call does: whatever interrupts it. */
    CountDownLatch fallSilent(Source source, String... addressesAtLast) {
        CountDownLatch arrived = new CountDownLatch(1);
        answers.put(source, () -> {
            arrived.countDown();
            awaitClosed();
            return Stream.of(addressesAtLast)
                    .map(address -> new Report(
                            Optional.of(MAC), IpLiteral.parse(address).orElseThrow()))
                    .toList();
        });
        return arrived;
    }

    /** Returns who was asked, in the order of time. */
    List<Source> asked() {
        return List.copyOf(asked);
    }

    @Override
    public List<Report> ask(Source source) {
        asked.add(source);
        return answer(source);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private List<Report> answer(Source source) {
        return answers.getOrDefault(source, List::of).get();
    }

    private void awaitClosed() {
        boolean waiting = true;
        while (waiting) {
            try {
                closed.await();
                waiting = false;
            } catch (InterruptedException e) {
                // Unheard, as in a native call.
            }
        }
    }
}
