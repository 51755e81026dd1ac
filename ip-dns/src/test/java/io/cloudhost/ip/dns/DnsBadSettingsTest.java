package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings that cannot work, next to a secret: each names its key, file and line, and shows no secret, neither in the
 * exception with all its causes nor in any log nor on the console. Every part of every secret here has the letters of
 * {@link #SECRET}. What the messages say is in {@link DnsSettingsTest}.
 */
class DnsBadSettingsTest {

    private static final String SECRET = "ZQ";

    @RegisterExtension
    private final Output output = new Output();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No name at all.
                "\"\"",
                "\" \"",
                "\".\"",
                "[\"a.example\"]",
                "{ name = a }",
                // An address, or something around a name.
                "\"10.0.1.35\"",
                "\"2001:db8::35\"",
                "\"dns://a.example\"",
                "\"a.example:53\"",
                "\"a.example/\"",
                // No such placeholder.
                "\"{0}.example\"",
                "\"{mac}.example\"",
                "\"{nmae}.example\"",
                "\"{}.example\"",
                "\"{name.example\"",
                "\"name}.example\"",
                "\"{{name}}.example\"",
                "\"${name}.example\"",
                "\"{ name }.example\"",
                // No such characters, or too many of them.
                "\"my box.example\"",
                "\"b\u00fcro.example\"",
                "\"a\\u0000.example\"",
                "\"a..example\"",
                "\".example\"",
                "\"*.example\"",
                "\"a123456789-123456789-123456789-123456789-123456789-123456789-1234.example\""
            })
    void malformedTemplate(String hostname) {
        refuses("hostname", "hostname = " + hostname);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "[]",
                "{ a = b }",
                "[\"10.0.1.1\", \"\"]",
                "[\"10.0.1.1\", [\"10.0.1.2\"]]",
                "\"10.0.1.355\"",
                "\"10.0.1\"",
                "\"10.0.1.1:\"",
                "\"10.0.1.1:0\"",
                "\"10.0.1.1:65536\"",
                "\"10.0.1.1:999999\"",
                "\"10.0.1.1:dns\"",
                "\"10.0.1.1,10.0.1.2\"",
                "\"10.0.1.1 10.0.1.2\"",
                "\"udp://10.0.1.1\"",
                "\"[10.0.1.1\"",
                "\"[dns.example]:53\"",
                "\"[2001:db8::1\"",
                "\"2001:db8::1::53\"",
                "\"[2001:db8::1]:\"",
                "\":53\"",
                "\"dns box\""
            })
    void malformedServer(String server) {
        refuses("server", "hostname = \"{uuid}\", server = " + server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port = 0",
                "port = 65536",
                "port = 999999",
                "port = -1",
                "port = 53.0",
                "port = dns",
                "port = \"\"",
                "port = [53]",
                "searchDomains = []",
                "searchDomains = \"\"",
                "searchDomains = \".\"",
                "searchDomains = \"a..example\"",
                "searchDomains = [lab.example, \"b example\"]",
                "searchDomains = \"{label}.example\"",
                "searchDomains = \"lab.example, bridge.example\"",
                "family = ip5",
                "family = \"\"",
                "family = [ipv4, ipv6]",
                "tcp = perhaps",
                "tcp = 1",
                "queryTimeout = 0",
                "queryTimeout = -1",
                "queryTimeout = soon",
                "queryTimeout = 400d",
                "tsigAlgorithm = sha3",
                "tsigAlgorithm = \"\"",
                "tsigKey = \"a key\"",
                "tsigKey = \"\"",
                "tsigSecret = \"ZQ1 ZQ2\"",
                "tsigSecret = \"ZQ1==ZQ2\"",
                "tsigSecret = \"\"",
                "tsigSecret = [\"ZQ1\"]",
                "tsigSecret { hmac = ZQ1 }"
            })
    void malformedOtherSetting(String setting) {
        String key = setting.substring(0, setting.indexOf(' '));

        refuses(key, "hostname = \"{uuid}\", server = \"10.0.1.1\", " + setting);
    }

    private void refuses(String key, String secondLine) {
        String section = "tsigKey = tests.example, tsigSecret = \"ZQZQ\"\n" + secondLine;

        Throwable failure = catchThrowable(() -> Looks.strategy(section).close());

        assertThat(failure)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("my_host.DNS." + key + " ")
                .hasMessageContaining(" (test.conf:2): ")
                .hasMessageNotContaining("null");
        StringWriter shown = new StringWriter();
        failure.printStackTrace(new PrintWriter(shown));
        assertThat(shown + output.text()).doesNotContain(SECRET);
    }
}
