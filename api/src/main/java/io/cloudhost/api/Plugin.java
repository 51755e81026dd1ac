package io.cloudhost.api;

/**
 * A plugin that can be used.
 *
 * @param <T> what it implements
 * @param name its own name
 * @param instance the one instance of it
 */
record Plugin<T>(String name, T instance) {

    /** The class and the place that it was loaded from, for people. */
    String where() {
        return PluginLocation.of(instance.getClass());
    }
}
