package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudhost.core.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is refused before anybody is asked; each time with the key, the file and the line. */
class DnsSettingsTest {

    private static final String KNOWN = "{name}, {uuid}, {label}, {mac-dashed}, {MAC-dashed}, {mac-bare}, {MAC-bare}";
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1rZXk=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{nmae}.example | unknown placeholder {nmae}. Did you mean {name}?",
                "{UUID}.example | unknown placeholder {UUID}. Did you mean {uuid}?",
                "{mac-colon}.example | unknown placeholder {mac-colon}. Known are " + KNOWN,
                "{1}.example | unknown placeholder {1}. Known are " + KNOWN,
                "{}.example | unknown placeholder {}. Known are " + KNOWN,
                "{0}.example | {0} has colons, which no host name has. Use {mac-dashed} or {mac-bare}",
                "{mac}.example | {mac} has colons, which no host name has. Use {mac-dashed} or {mac-bare}",
                "{MAC}.example | {MAC} has colons, which no host name has. Use {mac-dashed} or {mac-bare}",
                "10.0.1.35 | an address, not a name. Nobody needs to be asked for it: use ipLookupStrategy = static",
                "2001:db8::1 | an address, not a name. Nobody needs to be asked for it: use ipLookupStrategy = static"
            })
    void saysWhatElseToWriteForAHostName(String template, String explanation) {
        refuses("hostname = \"" + template + "\"", "hostname = \"" + template + "\" (test.conf:1): " + explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a..b",
                ".example",
                "my box",
                "{name",
                "name}",
                "{{name}}",
                "dns://{name}",
                "{name}:53",
                "büro",
                "a123456789-123456789-123456789-123456789-123456789-123456789-1234"
            })
    void refusesWhatIsNoHostName(String template) {
        refuses(
                "hostname = \"" + template + "\"",
                "hostname = \"" + template
                        + "\" (test.conf:1): not a host name. Use letters, digits, - and _, with dots "
                        + "between the parts, and the placeholders " + KNOWN);
    }

    @Test
    void refusesAMissingHostName() {
        refuses(
                "server = \"10.0.1.1\"",
                "hostname (test.conf:1): missing. It is: The name to ask for. Placeholders stand for what is known of "
                        + "the machine, {name} for its name as a guest can bear it; a name without one of its own may "
                        + "still lead to the address of an earlier clone.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.1.355",
                "10.0.1.1:",
                "10.0.1.1:dns",
                "10.0.1.1,10.0.1.2",
                "udp://10.0.1.1",
                "[10.0.1.1",
                "[dns.example]:53",
                "2001:db8::1::53",
                ":53"
            })
    void refusesWhatIsNoServer(String text) {
        String explanation = "\"" + text + "\" is not a server. Write host or host:port, e.g. 10.0.1.1:53; "
                + "an IPv6 address with a port as [2001:db8::1]:53";
        refuses("hostname = x\nserver = \"" + text + "\"", "server = \"" + text + "\" (test.conf:2): " + explanation);
        refuses(
                "hostname = x\nserver = [\"10.0.1.1\", \"" + text + "\"]",
                "server = \"10.0.1.1, " + text + "\" (test.conf:2): " + explanation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server = \"\" | server = \"\" (test.conf:2): must not be empty",
                "server = [] | server = \"\" (test.conf:2): must not be an empty list",
                "server = \"10.0.1.1:70000\" | server = \"10.0.1.1:70000\" (test.conf:2): the port must be from 1 to 65535",
                "port = 0, server = a | port = \"0\" (test.conf:2): not a port. Ports are 1 to 65535",
                "port = 65536, server = a | port = \"65536\" (test.conf:2): not a port. Ports are 1 to 65535",
                "port = dns, server = a | port = \"dns\" (test.conf:2): not a port. Ports are 1 to 65535",
                "port = -1, server = a | port = \"-1\" (test.conf:2): not a port. Ports are 1 to 65535",
                "port = 5353 | port = \"5353\" (test.conf:2): is the port of `server`, which is missing. Set both, or none of them",
                "searchDomains = [a.example, \"b example\"] | searchDomains = \"a.example, b example\" (test.conf:2): \"b example\" is not a domain. Write e.g. lab.example",
                "searchDomains = \"{label}.example\" | searchDomains = \"{label}.example\" (test.conf:2): \"{label}.example\" is not a domain. Write e.g. lab.example",
                "searchDomains = \".\" | searchDomains = \".\" (test.conf:2): \".\" is not a domain. Write e.g. lab.example",
                "family = ip5 | family = \"ip5\" (test.conf:2): must be any or ipv4 or ipv6",
                "tcp = perhaps | tcp = \"perhaps\" (test.conf:2): must be true or false",
                "queryTimeout = 0 | queryTimeout = \"0\" (test.conf:2): must be more than nothing",
                "queryTimeout = -1 | queryTimeout = \"-1\" (test.conf:2): not a length of time. Write seconds, or a number with a unit (ms, s, m, h), e.g. 30 or 30s",
                "tsigKey = k | tsigKey = \"k\" (test.conf:2): a TSIG key is both tsigKey and tsigSecret; one of them is missing",
                "tsigSecret = \"" + SECRET
                        + "\" | tsigSecret = \"***\" (test.conf:2): a TSIG key is both tsigKey and tsigSecret; one of them is missing",
                "tsigKey = k, tsigSecret = \"top secret\" | tsigSecret = \"***\" (test.conf:2): must be Base64, as tsig-keygen prints it",
                "tsigKey = k, tsigSecret = \"\" | tsigSecret = \"***\" (test.conf:2): must not be empty",
                "tsigKey = \"a key\", tsigSecret = \"" + SECRET
                        + "\" | tsigKey = \"a key\" (test.conf:2): not the name of a key. Write it as in the server's settings, e.g. tests.lab.example",
                "tsigKey = k, tsigSecret = \"" + SECRET
                        + "\", tsigAlgorithm = sha3 | tsigAlgorithm = \"sha3\" (test.conf:2): must be one of hmac-md5, hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512"
            })
    void refusesWhatCannotWork(String line, String message) {
        refuses("hostname = \"{uuid}\"\n" + line, message);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.1.1, 10.0.1.1:53",
        "10.0.1.1:5353, 10.0.1.1:5353",
        "2001:db8::1, [2001:db8::1]:53",
        "[2001:db8::1], [2001:db8::1]:53",
        "[2001:db8::1]:5353, [2001:db8::1]:5353",
        "dhcp-box, dhcp-box:53",
        "dhcp-box.lab.example:5353, dhcp-box.lab.example:5353"
    })
    void understandsServersWithAndWithoutPort(String text, String server) {
        assertThat(ServerAddress.parse(text, 53)).hasToString(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-md5", "hmac-sha1", "HMAC-SHA224", "hmac-sha256", "hmac-sha384", "hmac-sha512"})
    void acceptsEachAlgorithm(String algorithm) {
        Looks.strategy("hostname = \"{uuid}\", tsigKey = k, tsigSecret = \"" + SECRET + "\", tsigAlgorithm = "
                        + algorithm)
                .close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"build-box", "{label}.example"})
    void warnsOfANameThatAllClonesShare(String template) {
        assertThat(warningsOf("# a comment\nhostname = \"" + template + "\""))
                .containsExactly("my_host.DNS.hostname = \"" + template
                        + "\" (test.conf:2): all clones have this name, so DNS may still know the address of an earlier"
                        + " one. Where the guest can announce it, use a name of its own, e.g. with {uuid}");
    }

    @Test
    void doesNotWarnOfANameOfTheClonesOwn() {
        assertThat(warningsOf("hostname = \"{uuid}.example\"")).isEmpty();
    }

    private static List<String> warningsOf(String section) {
        Logger logger = (Logger) LoggerFactory.getLogger("io.cloudhost.ip.dns");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            Looks.strategy(section).close();
        } finally {
            logger.detachAppender(log);
        }
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void refuses(String section, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Looks.strategy(section))
                .withMessage("my_host.DNS." + message);
    }
}
