package io.cloudhost.api;

import java.util.Properties;

/** Describes the Java that this process runs on. */
final class JavaRuntime {

    private JavaRuntime() {}

    /** Returns e.g. {@code 17.0.9+9 of Eclipse Adoptium, amd64, at /usr/lib/jvm/temurin-17}. */
    static String describe(Runtime.Version version, Properties system) {
        return version + " of " + system.getProperty("java.vendor", "an unknown vendor") + ", "
                + system.getProperty("os.arch", "an unknown processor") + ", at "
                + system.getProperty("java.home", "an unknown place");
    }
}
