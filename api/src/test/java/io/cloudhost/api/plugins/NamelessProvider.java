package io.cloudhost.api.plugins;

/** Has no name. */
public final class NamelessProvider extends ClaimingProvider {

    @Override
    public String name() {
        return " ";
    }
}
