package io.cloudhost.ip.dns;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.ServerFailedException;

/** Asks for the name's IPv4 address, and where it has none, for its IPv6 address. Holds nothing between two looks. */
final class DnsIpLookupStrategy implements IpLookupStrategy {

    private final NameTemplate template;
    private final NameServers servers;
    private final Duration queryTimeout;
    private final WaitableClock clock;

    DnsIpLookupStrategy(NameTemplate template, NameServers servers, Duration queryTimeout, WaitableClock clock) {
        this.template = template;
        this.servers = servers;
        this.queryTimeout = queryTimeout;
        this.clock = clock;
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
        Name name = template.nameOf(request);
        Instant end = clock.now().plus(request.remaining());
        try {
            Optional<InetAddress> address = ask(name, Type.A, end);
            return address.isPresent() ? address : ask(name, Type.AAAA, end);
        } catch (NoSuchDomainException e) {
            // No such name, whatever the type.
            return Optional.empty();
        }
    }

    private Optional<InetAddress> ask(Name name, int type, Instant end) throws InterruptedException {
        Duration limit = limit(end);
        LookupSession session = servers.session(limit);
        try {
            List<Record> records = session.lookupAsync(name, type)
                    .toCompletableFuture()
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS)
                    .getRecords();
            return records.stream()
                    .flatMap(record -> addressIn(record).stream())
                    .findFirst();
        } catch (TimeoutException e) {
            throw failure(name, type, noAnswerWithin(limit), e);
        } catch (ExecutionException e) {
            return absent(name, type, limit, e.getCause() == null ? e : e.getCause());
        }
    }

    /** Tells "there is no such address" from "the question failed". */
    private Optional<InetAddress> absent(Name name, int type, Duration limit, Throwable failure) {
        if (failure instanceof NoSuchRRSetException) {
            return Optional.empty();
        }
        if (failure instanceof NoSuchDomainException noSuchDomain) {
            throw noSuchDomain;
        }
        throw failure(name, type, reason(failure, limit), failure);
    }

    private Duration limit(Instant end) {
        Duration remaining = Duration.between(clock.now(), end);
        Duration limit = remaining.compareTo(queryTimeout) < 0 ? remaining : queryTimeout;
        // To dnsjava, no time means its own default.
        Duration least = Duration.ofMillis(1);
        return limit.compareTo(least) < 0 ? least : limit;
    }

    private IpLookupException failure(Name name, int type, String reason, Throwable cause) {
        return IpLookupException.transientFailure(
                "asked " + servers + " for the " + Type.string(type) + " record of " + name + ": " + reason, cause);
    }

    private static String reason(Throwable failure, Duration limit) {
        if (failure instanceof ServerFailedException) {
            return "the server failed (SERVFAIL)";
        }
        if (failure instanceof PortUnreachableException) {
            return "nothing listens there";
        }
        if (failure instanceof SocketTimeoutException || failure instanceof TimeoutException) {
            return noAnswerWithin(limit);
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String noAnswerWithin(Duration limit) {
        return "no answer within " + limit.toMillis() + " ms";
    }

    private static Optional<InetAddress> addressIn(Record record) {
        if (record instanceof ARecord a) {
            return Optional.of(a.getAddress());
        }
        if (record instanceof AAAARecord aaaa) {
            return Optional.of(aaaa.getAddress());
        }
        return Optional.empty();
    }
}
