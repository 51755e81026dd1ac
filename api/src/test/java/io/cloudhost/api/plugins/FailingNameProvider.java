package io.cloudhost.api.plugins;

/** Cannot tell its name. */
public final class FailingNameProvider extends ClaimingProvider {

    @Override
    public String name() {
        throw new NoClassDefFoundError("org/example/Names");
    }
}
