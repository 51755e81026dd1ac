package io.cloudhost.provider.libvirt.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptBytesTest {

    private static final int BEGINNING = 10;
    private static final int END = 7;

    private final KeptBytes kept = new KeptBytes(BEGINNING, END);

    @Test
    void hasNothingAtFirst() {
        assertThat(all()).isEmpty();
        assertThat(kept.size()).isZero();
    }

    @Test
    void keepsAllThatFits() {
        add("0123456789abcdefg");

        assertThat(all()).isEqualTo("0123456789abcdefg");
    }

    @Test
    void keepsTheBeginningAndTheEndWhereMoreComes() {
        add("0123456789");
        add("abc");
        add("defghijk");

        assertThat(kept.size()).isEqualTo(21);
        assertThat(all()).isEqualTo("0123456789(4)efghijk");
    }

    @Test
    void keepsTheEndOfAPieceThatIsLongerThanTheWholeEnd() {
        add("01234");
        add("56789abcdefghijklmnopqrstuvwxyz");
        add("!");

        assertThat(all()).isEqualTo("0123456789(20)uvwxyz!");
    }

    @Test
    void goesOnFromAPosition() {
        add("0123456789abc");

        assertThat(part(4)).isEqualTo("456789");
        assertThat(part(11)).isEqualTo("bc");
        assertThat(part(13)).isEmpty();
    }

    @Test
    void keepsTheSameWhateverThePiecesAre() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            KeptBytes pieces = new KeptBytes(BEGINNING, END);
            StringBuilder whole = new StringBuilder();
            for (int piece = 0; piece < 12; piece++) {
                String text = "abcdefghijklmnopqrstuvwxyz".substring(random.nextInt(26));
                String next = random.nextBoolean() ? text : text.substring(0, 1);
                whole.append(next);
                pieces.add(next.getBytes(StandardCharsets.US_ASCII));
                assertThat(all(pieces)).isEqualTo(expected(whole.toString()));
            }
        }
    }

    private static String expected(String whole) {
        return whole.length() <= BEGINNING + END
                ? whole
                : whole.substring(0, BEGINNING)
                        + (whole.length() == BEGINNING + END ? "" : "(" + (whole.length() - BEGINNING - END) + ")")
                        + whole.substring(whole.length() - END);
    }

    private void add(String text) {
        kept.add(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String part(long position) {
        KeptBytes.Part part = kept.from(position);
        assertThat(part.missing()).isZero();
        return new String(part.bytes(), StandardCharsets.US_ASCII);
    }

    private String all() {
        return all(kept);
    }

    private static String all(KeptBytes kept) {
        StringBuilder all = new StringBuilder();
        for (long position = 0; position < kept.size(); ) {
            KeptBytes.Part part = kept.from(position);
            all.append(part.missing() == 0 ? "" : "(" + part.missing() + ")")
                    .append(new String(part.bytes(), StandardCharsets.US_ASCII));
            position += part.missing() + part.bytes().length;
        }
        return all.toString();
    }
}
