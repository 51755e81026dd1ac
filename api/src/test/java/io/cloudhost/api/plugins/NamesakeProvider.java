package io.cloudhost.api.plugins;

/** Has the name of another provider, in other letters. */
public final class NamesakeProvider extends ClaimingProvider {

    @Override
    public String name() {
        return "LibVirt";
    }
}
