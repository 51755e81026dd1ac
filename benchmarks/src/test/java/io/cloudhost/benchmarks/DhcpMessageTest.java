package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DhcpMessageTest {

    static final MacAddress MAC = new MacAddress("52:54:00:12:34:56");
    static final DhcpMessage DISCOVER =
            DhcpMessage.question(0x01020304, MAC, DhcpMessage.DISCOVER).withHostName("abc");

    @Test
    void asksForAnAnswerToAllOnBehalfOfTheInterface() {
        byte[] bytes = DISCOVER.toBytes();

        assertThat(bytes).hasSize(300);
        assertThat(hex(bytes, 0, 28)).isEqualTo("01010600" + "01020304" + "00008000" + "00".repeat(16));
        assertThat(hex(bytes, 28, 44)).isEqualTo("525400123456" + "00".repeat(10));
        assertThat(hex(bytes, 236, 249)).isEqualTo("63825363" + "0c03616263" + "350101" + "ff");
    }

    @Test
    void growsWithItsOptions() {
        byte[] bytes = DISCOVER.withHostName("n".repeat(63)).toBytes();

        assertThat(bytes).hasSize(240 + 2 + 63 + 3 + 1).endsWith(0xff);
    }

    @Test
    void isReadAsItWasWritten() {
        DhcpMessage read = DhcpMessage.parse(DISCOVER.toBytes()).orElseThrow();

        assertThat(read.reply()).isFalse();
        assertThat(read.transaction()).isEqualTo(0x01020304);
        assertThat(read.mac()).isEqualTo(MAC);
        assertThat(read.clientAddress()).isEqualTo(DhcpMessage.NO_ADDRESS);
        assertThat(read.options()).containsOnlyKeys(DhcpMessage.HOST_NAME, DhcpMessage.TYPE);
        assertThat(read.options().get(DhcpMessage.HOST_NAME)).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void tellsTheAddressThatAServerGives() {
        DhcpMessage offer = DhcpMessage.parse(offer()).orElseThrow();

        assertThat(offer.offeredAddress().getHostAddress()).isEqualTo("198.51.100.80");
    }

    @Test
    void belongsToTheQuestionOfTheSameTransaction() {
        DhcpMessage offer = DhcpMessage.parse(offer()).orElseThrow();

        assertThat(offer.isReplyTo(DISCOVER, DhcpMessage.OFFER)).isTrue();
        assertThat(offer.isReplyTo(DISCOVER, DhcpMessage.ACKNOWLEDGE)).isFalse();
        assertThat(offer.isReplyTo(DhcpMessage.question(5, MAC, DhcpMessage.DISCOVER), DhcpMessage.OFFER))
                .isFalse();
        assertThat(DISCOVER.isReplyTo(DISCOVER, DhcpMessage.DISCOVER)).isFalse();
    }

    @Test
    void isNoneWhereItIsCutOffOrOfAnotherKind() {
        byte[] whole = DISCOVER.toBytes();
        byte[] other = DISCOVER.toBytes();
        other[236] = 0;

        assertThat(DhcpMessage.parse(new byte[0])).isEmpty();
        assertThat(DhcpMessage.parse(Arrays.copyOf(whole, 239))).isEmpty();
        assertThat(DhcpMessage.parse(Arrays.copyOf(whole, 241))).isEmpty();
        assertThat(DhcpMessage.parse(Arrays.copyOf(whole, 243))).isEmpty();
        assertThat(DhcpMessage.parse(other)).isEmpty();
    }

    /** What a server says to {@link #DISCOVER}. */
    private static byte[] offer() {
        byte[] bytes = DhcpMessage.question(0x01020304, MAC, DhcpMessage.OFFER).toBytes();
        bytes[0] = 2;
        System.arraycopy(HexFormat.of().parseHex("c6336450"), 0, bytes, 16, 4);
        return bytes;
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
