package io.cloudhost.cli;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;

/** Writes JSON. */
final class Json {

    private Json() {}

    /**
     * Writes a value in one line, the keys of objects in alphabetical order.
     *
     * @param value made of maps with text keys, lists, texts, numbers and booleans
     */
    static String write(Object value) {
        return ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
    }
}
