package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import java.util.regex.Pattern;

/**
 * A plugin that is there and cannot be used.
 *
 * @param what which one: the name of its class, and the place that it was loaded from
 * @param cause why
 */
record BrokenPlugin(String what, Throwable cause) {

    /** How the JVM writes names of ours, depending on what it misses. */
    private static final Pattern OURS = Pattern.compile("\\bio[./]cloudhost[./]");

    /** What ends the name of a package at the beginning of a text. */
    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+( .*)?$");

    @Override
    public String toString() {
        return what + ": " + cause + (isOfAnotherVersion() ? ". " + another() : "");
    }

    /** It calls, or implements, what our ports do not have; or it lacks what they have come to ask for. */
    private boolean isOfAnotherVersion() {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof LinkageError && (OURS.matcher(message).find() || missesWhatItWouldInherit(message));
    }

    /** What it would inherit from a port, the JVM misses in a class of the plugin. Those of one jar fit together. */
    private boolean missesWhatItWouldInherit(String message) {
        String itsPackage = CLASS_NAME.matcher(what).replaceFirst("");
        return cause instanceof IncompatibleClassChangeError && !itsPackage.isEmpty() && message.contains(itsPackage);
    }

    private static String another() {
        String version = CloudHost.class.getPackage().getImplementationVersion();
        return "It was built for another version of cloudhost" + (version == null ? "" : " than " + version)
                + ": get the one that fits";
    }
}
