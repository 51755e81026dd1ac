package io.cloudhost.api.plugins;

/** Cannot be made. */
public final class FailingConstructorProvider extends ClaimingProvider {

    public FailingConstructorProvider() {
        throw new IllegalStateException("no licence");
    }
}
