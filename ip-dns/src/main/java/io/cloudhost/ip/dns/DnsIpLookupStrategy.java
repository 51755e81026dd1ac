package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/**
 * Asks all servers at once for a name's addresses; the first one that has an address ends the look. So a server that is
 * down costs no time once the address is there. Holds nothing between two looks.
 */
final class DnsIpLookupStrategy implements IpLookupStrategy {

    private static final String SUBJECT = "DNS";

    private final NameTemplate template;
    private final SearchPath searchPath;
    private final AddressFamily family;
    private final List<NameServer> servers;
    private final Duration queryTimeout;
    private volatile boolean closed;

    DnsIpLookupStrategy(
            NameTemplate template,
            SearchPath searchPath,
            AddressFamily family,
            List<NameServer> servers,
            Duration queryTimeout) {
        this.template = template;
        this.searchPath = searchPath;
        this.family = family;
        this.servers = List.copyOf(servers);
        this.queryTimeout = queryTimeout;
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws IpLookupException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        List<Question> questions = questions(request);
        Duration limit = limit(request.remaining());
        List<CompletableFuture<Answers>> asked = servers.stream()
                .map(server -> server.ask(questions, request::objectionTo, limit))
                .toList();
        return get(decisive(asked)).result();
    }

    /**
     * Finds out of each server whether it answers. Of several, one that does is enough; that it knows no such name is an answer,
     * too.
     *
     * @param request asks for a machine that does not exist
     * @param place where the settings stand, for people
     */
    void examine(IpLookupRequest request, String place, Examination examination) throws InterruptedException {
        List<Question> questions;
        try {
            questions = questions(request);
        } catch (IpLookupException e) {
            examination.bad(SUBJECT, e, "Correct " + place);
            return;
        }
        Duration limit = limit(request.remaining());
        List<CompletableFuture<Answers>> asked = servers.stream()
                .map(server -> server.ask(questions, request::objectionTo, limit))
                .toList();
        List<Answers> answers = new ArrayList<>();
        for (CompletableFuture<Answers> next : asked) {
            answers.add(get(next));
        }
        boolean enough = answers.stream().anyMatch(Answers::isWhole);
        for (int i = 0; i < answers.size(); i++) {
            examine(text(questions) + " at " + servers.get(i), answers.get(i), enough, place, examination);
        }
    }

    private static void examine(
            String question, Answers answers, boolean enough, String place, Examination examination) {
        try {
            examination.good(
                    SUBJECT,
                    question + ": "
                            + answers.result()
                                    .map(IpLiteral::format)
                                    .orElse("answered, and no such machine is known yet"));
        } catch (IpLookupException e) {
            String remedy = "Check that the server runs, is reached from here on its port, and serves this domain, or"
                    + " correct " + place;
            if (enough) {
                examination.doubtful(SUBJECT, e.problem() + "; another server answers", remedy);
            } else {
                examination.bad(SUBJECT, e, remedy);
            }
        }
    }

    @Override
    public String question(IpLookupRequest request) {
        try {
            return text(questions(request)) + " at "
                    + servers.stream().map(NameServer::toString).collect(Collectors.joining(", "));
        } catch (IpLookupException e) {
            // There is nothing to ask, which a look will say.
            return "";
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private Answers get(CompletableFuture<Answers> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking " + servers + " failed unexpectedly", e.getCause());
        }
    }

    private static String text(List<Question> questions) {
        return questions.stream().map(Question::toString).collect(Collectors.joining(", "));
    }

    private List<Question> questions(IpLookupRequest request) {
        Name name = template.nameOf(request);
        List<Name> candidates = searchPath.candidates(name);
        if (candidates.isEmpty()) {
            throw IpLookupException.permanentFailure(
                    "\"" + name + "\" is too long to be looked for in any of the search domains", null);
        }
        List<Integer> types = types(request.family());
        return candidates.stream()
                .flatMap(candidate -> types.stream().map(type -> new Question(candidate, type)))
                .toList();
    }

    private List<Integer> types(AddressFamily wanted) {
        List<Integer> types = Question.typesOf(family).stream()
                .filter(Question.typesOf(wanted)::contains)
                .toList();
        if (types.isEmpty()) {
            throw IpLookupException.permanentFailure(
                    "family = " + word(family) + " and addressFamily = " + word(wanted) + " exclude each other", null);
        }
        return types;
    }

    private static String word(AddressFamily family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    /** What the first server says that has an address, or else what all of them say. */
    private static CompletableFuture<Answers> decisive(List<CompletableFuture<Answers>> asked) {
        CompletableFuture<Answers> all = asked.stream()
                .reduce(
                        CompletableFuture.completedFuture(Answers.NONE),
                        (left, right) -> left.thenCombine(right, Answers::and));
        return asked.stream()
                .map(DnsIpLookupStrategy::onlyWithAddress)
                .reduce(all, (left, right) -> left.applyToEither(right, Function.identity()));
    }

    /** Never ends where there is no address. */
    private static CompletableFuture<Answers> onlyWithAddress(CompletableFuture<Answers> asked) {
        return asked.thenCompose(answers ->
                answers.address().isPresent() ? CompletableFuture.completedFuture(answers) : new CompletableFuture<>());
    }

    private Duration limit(Duration remaining) {
        Duration limit = remaining.compareTo(queryTimeout) < 0 ? remaining : queryTimeout;
        // To dnsjava, no time means its own default.
        Duration least = Duration.ofMillis(1);
        return limit.compareTo(least) < 0 ? least : limit;
    }
}
