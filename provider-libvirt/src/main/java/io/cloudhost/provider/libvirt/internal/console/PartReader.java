package io.cloudhost.provider.libvirt.internal.console;

import io.cloudhost.provider.libvirt.internal.console.KeptBytes.Part;

/** Makes text of a recording, part by part, and says where something is missing. Not thread-safe. */
final class PartReader {

    private final TextDecoder decoder = new TextDecoder();
    private long position;

    /** Begins at a position, which may be in the middle of a character. */
    PartReader(long position) {
        this.position = position;
    }

    /** Returns where the next part begins. */
    long position() {
        return position;
    }

    /** Returns the text of a part, whose beginning may lie after the position. */
    String read(Part part) {
        position += part.missing() + part.bytes().length;
        return part.missing() == 0
                ? decoder.decode(part.bytes())
                : decoder.end() + "\n[cloudhost: " + part.missing() + " bytes are not kept]\n"
                        + decoder.decode(part.bytes());
    }

    /** Returns what is left, since nothing follows. */
    String end() {
        return decoder.end();
    }
}
