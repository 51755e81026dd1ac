package io.cloudhost.junit.jupiter;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Opens the places where JUnit keeps things for us, and closes them at the end of a test, a class or the run. */
final class Stores {

    private static final Namespace OURS = Namespace.create("io.cloudhost.junit.jupiter");

    private Stores() {}

    static Store of(ExtensionContext context) {
        return context.getStore(OURS);
    }

    static Store ofRun(ExtensionContext context) {
        return of(context.getRoot());
    }
}
