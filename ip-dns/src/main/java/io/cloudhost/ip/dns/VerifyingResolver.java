package io.cloudhost.ip.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/** Asks one server. Where there is a TSIG key, takes no answer without its signature, which dnsjava checks but accepts. */
final class VerifyingResolver extends SimpleResolver {

    private static final int NO_EDNS = -1;

    private final Optional<TsigKey> key;

    VerifyingResolver(InetSocketAddress server, boolean tcp, Optional<TsigKey> key, Duration timeout) {
        super(server);
        this.key = key;
        setTCP(tcp);
        setTimeout(timeout);
        setIoClientFactory(new Transport());
        // Addresses fit into a plain message, and to a server that is too old for EDNS its mark is a malformed
        // question.
        setEDNS(NO_EDNS, 0, 0);
        key.ifPresent(present -> setTSIGKey(present.tsig()));
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return super.sendAsync(query, executor).thenApply(this::checked);
    }

    private Message checked(Message answer) {
        if (answer.getRcode() == Rcode.NOTAUTH) {
            throw refusal(answer);
        }
        if (key.isPresent() && !answer.isVerified()) {
            // Not for good: somebody else may have answered in the server's place.
            throw UnusableAnswerException.forNow("the answer is not signed with the TSIG key " + key.get());
        }
        return answer;
    }

    private UnusableAnswerException refusal(Message answer) {
        if (key.isEmpty() || answer.getTSIG() == null) {
            return UnusableAnswerException.forGood("the server does not accept the question (NOTAUTH)");
        }
        String what = "the server does not accept the TSIG key " + key.get();
        return switch (answer.getTSIG().getError()) {
            case Rcode.BADKEY ->
                UnusableAnswerException.forGood(what + ": it knows no key of this name with this algorithm (BADKEY)");
            case Rcode.BADSIG -> UnusableAnswerException.forGood(what + ": its secret is another one (BADSIG)");
            case Rcode.BADTIME ->
                UnusableAnswerException.forNow(
                        what + ": its clock and the one of this computer differ too much (BADTIME)");
            default -> UnusableAnswerException.forGood(what + " (NOTAUTH)");
        };
    }
}
