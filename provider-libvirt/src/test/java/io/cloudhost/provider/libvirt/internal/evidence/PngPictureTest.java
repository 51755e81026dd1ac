package io.cloudhost.provider.libvirt.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.provider.libvirt.internal.hypervisor.Screenshot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngPictureTest {

    private static final String FOUR_PIXELS = "\u00ff\1\2" + "\3\u00fe\4" + "\5\6\u00fd" + "\7\10\11";

    @Test
    void isMadeOfAPixmap() throws IOException {
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(PngPicture.of(pixmap("P6\n# by QEMU\n2 2\n255\n" + FOUR_PIXELS))));

        assertThat(image.getWidth()).isEqualTo(2);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRGB(0, 0, 2, 2, null, 0, 2))
                .containsExactly(0xffff0102, 0xff03fe04, 0xff0506fd, 0xff070809);
    }

    @Test
    void isWhatTheHypervisorGaveWhereThatIsOneAlready() throws IOException {
        byte[] png = {1, 2, 3};

        assertThat(PngPicture.of(new Screenshot("image/png", png))).isSameAs(png);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P5 1 1 255 x | the hypervisor gave something that is no picture of the kind image/x-portable-pixmap",
                "P6 99 | the hypervisor gave a picture that ends in its header",
                "P6 2 1 255 abc | the hypervisor gave a picture of 2 by 1 pixels that ends after 3 bytes",
                "P6 0 1 255 abc | the hypervisor gave a picture of 0 by 1 pixels with values to 255, which is not used",
                "P6 99999999999 1 255 abc | the hypervisor gave a picture of 16385 by 1 pixels with values to 255, which is"
                        + " not used",
                "P6 1 1 65535 abcdef | the hypervisor gave a picture of 1 by 1 pixels with values to 16385, which is not"
                        + " used",
            })
    void isNotMadeOfAnythingElse(String picture, String message) {
        assertThatThrownBy(() -> PngPicture.of(pixmap(picture)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void isNotMadeOfAnUnknownKind() {
        assertThatThrownBy(() -> PngPicture.of(new Screenshot("image/gif", new byte[0])))
                .hasMessage("the hypervisor gave a picture of the kind image/gif, and only image/x-portable-pixmap and"
                        + " image/png can be used");
    }

    private static Screenshot pixmap(String bytes) {
        return new Screenshot("image/x-portable-pixmap", bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
