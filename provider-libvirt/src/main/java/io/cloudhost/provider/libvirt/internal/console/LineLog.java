package io.cloudhost.provider.libvirt.internal.console;

import java.util.function.Consumer;

/** Puts lines together, and hands on each that is complete, without what tells a terminal what to do. Not thread-safe. */
final class LineLog {

    /** What never ends its lines is shown in pieces. */
    private static final int LONGEST = 8 * 1024;

    private final Consumer<String> receiver;
    private final TextDecoder decoder = new TextDecoder();
    private final StringBuilder line = new StringBuilder();

    LineLog(Consumer<String> receiver) {
        this.receiver = receiver;
    }

    void add(byte[] bytes) {
        decoder.decode(bytes).chars().forEach(this::add);
    }

    /** Hands on what is left, since nothing follows. */
    void end() {
        line.append(decoder.end());
        if (line.length() > 0) {
            handOn();
        }
    }

    private void add(int character) {
        if (character == '\n') {
            handOn();
        } else {
            line.append((char) character);
            if (line.length() == LONGEST) {
                handOn();
            }
        }
    }

    private void handOn() {
        receiver.accept(ControlSequences.removedFrom(line.toString()));
        line.setLength(0);
    }
}
