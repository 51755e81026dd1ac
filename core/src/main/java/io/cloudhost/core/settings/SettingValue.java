package io.cloudhost.core.settings;

import io.cloudhost.core.Origin;
import java.util.List;

/** Hold one value of a settings tree: a text, a list or a section, with the place where it was written. */
public sealed interface SettingValue permits SettingValue.Text, SettingValue.Sequence, Settings {

    /**
     * Return where the value was written.
     *
     * @return the place
     */
    Origin origin();

    /**
     * Hold a scalar. Numbers and booleans are kept as they were written: what a text means is up to its
     * {@link SettingKey}.
     *
     * @param text the text; never masked, so never to be shown other than through a key
     * @param origin where it was written
     */
    record Text(String text, Origin origin) implements SettingValue {

        /**
         * Return a description without the text, which may be a secret.
         *
         * @return the origin
         */
        @Override
        public String toString() {
            return "text at " + origin;
        }
    }

    /**
     * Hold a list.
     *
     * @param items the items, in order
     * @param origin where it was written
     */
    record Sequence(List<SettingValue> items, Origin origin) implements SettingValue {

        /** Copy the items. */
        public Sequence {
            items = List.copyOf(items);
        }
    }
}
