package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLiteral;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.WireParseException;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;

/** One server to ask. No question meets a cache: what is not there yet must be found as soon as it is there. */
final class NameServer {

    private final ServerLocation location;
    private final boolean tcp;
    private final Optional<TsigKey> key;

    NameServer(ServerLocation location, boolean tcp, Optional<TsigKey> key) {
        this.location = location;
        this.tcp = tcp;
        this.key = key;
    }

    /**
     * Asks all questions at once, and ends within the limit.
     *
     * @param questions the one whose address is preferred first
     * @param objection why an address will not do
     * @return never fails; ends as soon as the address is there that is preferred, or all have been answered
     */
    CompletableFuture<Answers> ask(
            List<Question> questions, Function<InetAddress, Optional<String>> objection, Duration limit) {
        List<CompletableFuture<Answers>> asked = questions.stream()
                .map(question -> ask(question, objection, limit))
                .toList();
        CompletableFuture<Answers> all = CompletableFuture.completedFuture(Answers.NONE);
        for (CompletableFuture<Answers> next : asked) {
            all = all.thenCompose(answers -> answers.address().isPresent()
                    ? CompletableFuture.completedFuture(answers)
                    : next.thenApply(answers::and));
        }
        return all;
    }

    private CompletableFuture<Answers> ask(
            Question question, Function<InetAddress, Optional<String>> objection, Duration limit) {
        CompletableFuture<InetSocketAddress> found = location.find();
        return found.thenCompose(server -> session(server, limit).lookupAsync(question.name(), question.type()))
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .handle((result, failure) -> failure == null
                        ? answers(question, result, objection)
                        : answers(question, failure, found.isDone(), limit));
    }

    private LookupSession session(InetSocketAddress server, Duration limit) {
        return LookupSession.builder()
                .resolver(new VerifyingResolver(server, tcp, key, limit))
                // The process's common pool, else. It may be full of tests that wait for this very answer.
                .executor(Runnable::run)
                .build();
    }

    /** Takes the first address that will do. Where there are only others, it says so, as nobody waits for those. */
    private Answers answers(Question question, LookupResult result, Function<InetAddress, Optional<String>> objection) {
        List<String> objections = new ArrayList<>();
        for (Record record : result.getRecords()) {
            Optional<InetAddress> address = addressIn(record);
            if (address.isEmpty()) {
                continue;
            }
            Optional<String> flaw = objection.apply(address.get());
            if (flaw.isEmpty()) {
                return Answers.found(address.get());
            }
            objections.add(IpLiteral.format(address.get()) + ", which is " + flaw.get());
        }
        return objections.isEmpty()
                ? Answers.NOT_YET
                : Answers.failed(
                        new Answers.Failure(location.toString(), question, String.join("; ", objections), false, null));
    }

    /** Tells "there is no such address" from "the question failed". */
    private Answers answers(Question question, Throwable failure, boolean serverFound, Duration limit) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchDomainException || cause instanceof NoSuchRRSetException) {
            return Answers.NOT_YET;
        }
        boolean permanent = cause instanceof UnusableAnswerException unusable && unusable.isPermanent();
        String reason = serverFound
                ? reason(cause, limit)
                : "this computer did not resolve the name of the DNS server within " + limit.toMillis() + " ms";
        return Answers.failed(new Answers.Failure(location.toString(), question, reason, permanent, cause));
    }

    private static String reason(Throwable failure, Duration limit) {
        if (failure instanceof PortUnreachableException || failure instanceof ConnectException) {
            return "nothing listens there";
        }
        if (failure instanceof SocketTimeoutException || failure instanceof TimeoutException) {
            return "no answer within " + limit.toMillis() + " ms";
        }
        if (failure instanceof WireParseException) {
            return "what came back cannot be read as an answer: " + failure.getMessage();
        }
        // Not for good: where a wildcard leads to a name that is not registered yet, it leads there from that name too.
        if (failure instanceof RedirectLoopException) {
            return "its aliases lead back to where they began";
        }
        if (failure instanceof RedirectOverflowException) {
            return "there are too many aliases, one behind the other";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
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

    @Override
    public String toString() {
        return location.toString();
    }
}
