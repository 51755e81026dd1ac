package io.cloudhost.it;

/** What an exception says of a setup that failed, without what follows: the console's end, and where the evidence lies. */
final class Explanation {

    private Explanation() {}

    static String of(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .replaceFirst("(?s)\nThe end of its console:\n.*", "")
                .replaceFirst("\nEvidence: .*", "");
    }
}
