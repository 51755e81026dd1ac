package io.cloudhost.provider.libvirt.internal.console;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Makes text of bytes that come in pieces: UTF-8, with what is none replaced. Not thread-safe. */
final class TextDecoder {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** The beginning of a character. */
    private byte[] rest = new byte[0];

    /** Returns the characters that are complete. */
    String decode(byte[] bytes) {
        ByteBuffer in =
                ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes);
        in.flip();
        // No byte becomes more than one char.
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.decode(in, out, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        return out.flip().toString();
    }

    /** Returns what is left, since nothing that belongs to it follows. What comes next is a new text. */
    String end() {
        String replaced = rest.length == 0 ? "" : decoder.replacement();
        rest = new byte[0];
        decoder.reset();
        return replaced;
    }
}
