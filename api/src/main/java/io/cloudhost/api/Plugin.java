package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.settings.SettingsSchema;
import java.util.function.Function;

/**
 * A plugin that can be used.
 *
 * @param <T> what it implements
 * @param name its own name
 * @param schema the keys that it knows itself, asked for once: one that cannot tell must not harm the hosts of others
 * @param instance the one instance of it
 */
record Plugin<T>(String name, SettingsSchema schema, T instance) {

    /** Refuses what a plugin must not answer: it was not compiled with our checks. */
    Plugin {
        if (name == null || name.isBlank()) {
            throw new IllegalStateException("it has no name");
        }
        if (schema == null) {
            throw new IllegalStateException("it has no schema");
        }
    }

    /**
     * Has it do something.
     *
     * @param <R> what it makes
     * @throws CloudHostException when it cannot be linked, as far as that shows here: it was built for another version of its
     *     ports, or something that it needs is missing
     */
    <R> R call(Function<T, R> function) {
        try {
            return function.apply(instance);
        } catch (LinkageError e) {
            throw unlinked(e);
        }
    }

    /** What a plugin finds out, which may be interrupted. */
    @FunctionalInterface
    interface Inquiry<T, R> {
        R ask(T instance) throws InterruptedException;
    }

    /** Has it find something out, as {@link #call} has it do something. */
    <R> R ask(Inquiry<T, R> inquiry) throws InterruptedException {
        try {
            return inquiry.ask(instance);
        } catch (LinkageError e) {
            throw unlinked(e);
        }
    }

    private CloudHostException unlinked(LinkageError e) {
        return new CloudHostException(new BrokenPlugin(where(), e).toString(), e);
    }

    /** The class and the place that it was loaded from, for people. */
    String where() {
        return PluginLocation.of(instance.getClass());
    }
}
