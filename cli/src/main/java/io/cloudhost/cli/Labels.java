package io.cloudhost.cli;

import java.util.Iterator;
import java.util.List;

/**
 * Marks a parameter as a label of the configuration: which ones there are is known only when somebody completes a command
 * line. The completion script asks for them then.
 */
final class Labels implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return List.<String>of().iterator();
    }
}
