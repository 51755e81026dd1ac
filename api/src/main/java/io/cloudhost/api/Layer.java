package io.cloudhost.api;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;

/**
 * One source of the configuration.
 *
 * @param source what it is, for people
 * @param root what it holds, substitutions not yet put in
 * @param namesHosts whether a section at its root means a host; the JVM's properties and reference files are full of
 *     others
 */
record Layer(String source, ConfigObject root, boolean namesHosts) {

    /** A place that was looked at in vain, kept to tell people where a host could be configured. */
    static Layer absent(String source) {
        return new Layer(source + " (not there)", ConfigFactory.empty().root(), true);
    }
}
