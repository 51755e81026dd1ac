package io.cloudhost.api;

import java.util.List;

/**
 * Plugins that the program itself brings.
 *
 * @param all of any port; one may implement several
 */
record GivenPlugins(List<Object> all) {

    GivenPlugins {
        all = List.copyOf(all);
    }

    /**
     * Returns those of one port.
     *
     * @param <T> the port
     */
    <T> List<T> of(Class<T> port) {
        return all.stream().filter(port::isInstance).map(port::cast).toList();
    }
}
