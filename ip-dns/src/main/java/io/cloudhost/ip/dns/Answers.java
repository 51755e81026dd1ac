package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLookupException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came back from one question or several.
 *
 * @param address the address that is preferred of those that came
 * @param someNotYet whether somebody said that there is none
 * @param failures the questions that were not answered, or not with what anybody could use
 */
record Answers(Optional<InetAddress> address, boolean someNotYet, List<Failure> failures) {

    static final Answers NONE = new Answers(Optional.empty(), false, List.of());
    static final Answers NOT_YET = new Answers(Optional.empty(), true, List.of());

    Answers {
        failures = List.copyOf(failures);
    }

    static Answers found(InetAddress address) {
        return new Answers(Optional.of(address), false, List.of());
    }

    static Answers failed(Failure failure) {
        return new Answers(Optional.empty(), false, List.of(failure));
    }

    Answers and(Answers others) {
        return new Answers(
                address.or(others::address),
                someNotYet || others.someNotYet,
                Stream.concat(failures.stream(), others.failures.stream()).toList());
    }

    /** Tells whether there is an address, or nobody failed. */
    boolean isWhole() {
        return address.isPresent() || failures.isEmpty();
    }

    /**
     * Gives the address, or empty where all say that there is none yet.
     *
     * <p>One failure is enough to fail: whoever waits must see in the end why somebody who might have known did not
     * answer. It is only permanent where nobody is left to be asked.
     */
    Optional<InetAddress> result() throws IpLookupException {
        if (isWhole()) {
            return address;
        }
        @Nullable Throwable cause = failures.get(0).cause();
        boolean permanent = !someNotYet && failures.stream().allMatch(Failure::permanent);
        throw permanent
                ? IpLookupException.permanentFailure(message(), cause)
                : IpLookupException.transientFailure(message(), cause);
    }

    private String message() {
        Map<String, StringJoiner> questions = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Failure failure : failures) {
            String group = failure.server() + ' ' + failure.reason();
            questions
                    .computeIfAbsent(group, same -> new StringJoiner(", ", "asked " + failure.server() + " for ", ": "))
                    .add(failure.question().toString());
            reasons.put(group, failure.reason());
        }
        StringJoiner message = new StringJoiner("; ");
        questions.forEach((group, text) -> message.add(text + reasons.get(group)));
        if (someNotYet) {
            message.add("otherwise no address yet");
        }
        return message.toString();
    }

    /**
     * A question that was not answered, or not with what anybody could use.
     *
     * @param server who was asked
     * @param question what it was asked
     * @param reason why that told nothing; free of secrets
     * @param permanent whether asking again is of no use
     * @param cause what led to it, if anything did
     */
    record Failure(
            String server,
            Question question,
            String reason,
            boolean permanent,
            @Nullable Throwable cause) {}
}
