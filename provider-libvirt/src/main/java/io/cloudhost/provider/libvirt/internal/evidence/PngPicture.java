package io.cloudhost.provider.libvirt.internal.evidence;

import io.cloudhost.provider.libvirt.internal.hypervisor.Screenshot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Make PNG pictures of screenshots. Needs no display. */
public final class PngPicture {

    private static final String PNG = "image/png";

    /** QEMU's, <a href="https://netpbm.sourceforge.net/doc/ppm.html">in the raw format</a>. */
    private static final String PIXMAP = "image/x-portable-pixmap";

    private static final int LONGEST_SIDE = 16 * 1024;
    private static final int BYTES_PER_PIXEL = 3;
    private static final int HIGHEST_VALUE = 255;

    private PngPicture() {}

    /**
     * Make a picture.
     *
     * @param screenshot what the hypervisor gave
     * @return the PNG file
     * @throws IOException when the hypervisor gave something else, or less than it said
     */
    public static byte[] of(Screenshot screenshot) throws IOException {
        return switch (screenshot.kind()) {
            case PNG -> screenshot.bytes();
            case PIXMAP -> encode(decode(new PixmapReader(screenshot.bytes())));
            default ->
                throw new IOException("the hypervisor gave a picture of the kind " + screenshot.kind() + ", and only "
                        + PIXMAP + " and " + PNG + " can be used");
        };
    }

    private static BufferedImage decode(PixmapReader reader) throws IOException {
        reader.skipMagic();
        int width = reader.number();
        int height = reader.number();
        int highest = reader.number();
        if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE || highest != HIGHEST_VALUE) {
            throw new IOException("the hypervisor gave a picture of " + width + " by " + height
                    + " pixels with values to " + highest + ", which is not used");
        }
        if (reader.remaining() < (long) width * height * BYTES_PER_PIXEL) {
            throw new IOException("the hypervisor gave a picture of " + width + " by " + height
                    + " pixels that ends after " + reader.remaining() + " bytes");
        }
        // Takes no more room than the pixmap.
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            // By band, red first, whatever the order in memory.
            image.getRaster().setDataElements(0, y, width, 1, reader.bytes(width * BYTES_PER_PIXEL));
        }
        return image;
    }

    /** In memory: ImageIO's own shorthand would use a file. */
    private static byte[] encode(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
            writer.setOutput(stream);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return png.toByteArray();
    }

    /** Reads a raw portable pixmap: {@code P6}, three numbers, one blank, the pixels. */
    private static final class PixmapReader {

        private final byte[] bytes;
        private int position;

        PixmapReader(byte[] bytes) {
            this.bytes = bytes;
        }

        void skipMagic() throws IOException {
            if (next() != 'P' || next() != '6') {
                throw new IOException("the hypervisor gave something that is no picture of the kind " + PIXMAP);
            }
        }

        /** Reads a number with the blanks and comments before it, and the one blank after it. */
        int number() throws IOException {
            int character = next();
            while (Character.isWhitespace(character) || character == '#') {
                while (character == '#') {
                    do {
                        character = next();
                    } while (character != '\n');
                }
                character = next();
            }
            int number = 0;
            while (character >= '0' && character <= '9') {
                number = Math.min(number * 10 + character - '0', LONGEST_SIDE + 1);
                character = next();
            }
            return number;
        }

        int remaining() {
            return bytes.length - position;
        }

        /** Reads bytes that are there. */
        byte[] bytes(int number) {
            position += number;
            return Arrays.copyOfRange(bytes, position - number, position);
        }

        int next() throws IOException {
            if (position == bytes.length) {
                throw new IOException("the hypervisor gave a picture that ends in its header");
            }
            return bytes[position++] & 0xff;
        }
    }
}
