package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import java.util.regex.Pattern;

/**
 * A plugin that is there and cannot be used.
 *
 * @param what which one
 * @param cause why
 */
record BrokenPlugin(String what, Throwable cause) {

    /** How the JVM writes names of ours, depending on what it misses. */
    private static final Pattern OURS = Pattern.compile("\\bio[./]cloudhost[./]");

    @Override
    public String toString() {
        return what + ": " + cause + (isOfAnotherVersion() ? ". " + another() : "");
    }

    /** It calls, or implements, what our ports do not have; or it lacks what they have come to ask for. */
    private boolean isOfAnotherVersion() {
        return cause instanceof LinkageError
                && OURS.matcher(String.valueOf(cause.getMessage())).find();
    }

    private static String another() {
        String version = CloudHost.class.getPackage().getImplementationVersion();
        return "It was built for another version of cloudhost" + (version == null ? "" : " than " + version)
                + ": get the one that fits";
    }
}
