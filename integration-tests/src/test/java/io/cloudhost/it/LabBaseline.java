package io.cloudhost.it;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Holds every class with tests on guests to leave the lab as it was before. */
public final class LabBaseline implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(LabBaseline.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (usesTheLab(context)) {
            store(context).put(LabState.class, LabState.now());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (usesTheLab(context)) {
            store(context).remove(LabState.class, LabState.class).assertStillSo();
        }
    }

    /** Classes within such a class are its own business. */
    private static boolean usesTheLab(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName().endsWith("IT");
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
