package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTemplateTest {

    private static final Optional<MacAddress> MAC = Optional.of(new MacAddress("52-54-00-12-AB-CD"));

    @ParameterizedTest
    @CsvSource({
        "{0}, 52:54:00:12:ab:cd",
        "{mac}, 52:54:00:12:ab:cd",
        "{MAC}, 52:54:00:12:AB:CD",
        "{mac-dashed}, 52-54-00-12-ab-cd",
        "{MAC-dashed}, 52-54-00-12-AB-CD",
        "{mac-bare}, 52540012abcd",
        "{MAC-bare}, 52540012ABCD",
        "{name}, my_host-1.a",
        "{uuid}, 00000000-0000-0000-0000-000000000001",
        "{label}, my_host",
        "{0}{0}/{label}{MAC-bare}, 52:54:00:12:ab:cd52:54:00:12:ab:cd/my_host52540012ABCD"
    })
    void replacesEachPlaceholder(String text, String command) {
        assertThat(CommandTemplate.parse(text).commandFor(host("my_host", "my_host-1.a", MAC)))
                .isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "grep {0} leases | cut -d \" \" -f 3; grep 52:54:00:12:ab:cd leases | cut -d \" \" -f 3",
                "awk '/{0}/ {print $3}' leases; awk '/52:54:00:12:ab:cd/ {print $3}' leases",
                "echo '{1}' {} ${HOME} \\{0\\} `x` %s; echo '{1}' {} ${HOME} \\{0\\} `x` %s",
                "echo it''s {0}; echo it''s 52:54:00:12:ab:cd",
                "sed 's/a\\{3\\}/\\1$&/'; sed 's/a\\{3\\}/\\1$&/'",
            })
    void leavesEveryOtherBraceAndQuoteToTheShell(String text, String command) {
        assertThat(CommandTemplate.parse(text).commandFor(host("my_host", "clone", MAC)))
                .isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${0} ${mac} ${name} ${label} ${uuid}",
                "{Mac} {mac_dashed} {mac-dotted} {NAME} { mac } {0,1} {mac,name}",
                "{{x}} {{ {mac }",
                "f() { echo a; }; f",
                "awk 'BEGIN { print \"{\" $1 \"}\" }' && jq '{a: .b}'",
                "first\nsecond\n"
            })
    void leavesWhatOnlyLooksLikeAPlaceholder(String text) {
        assertThat(CommandTemplate.parse(text).commandFor(host("my_host", "clone", MAC)))
                .isEqualTo(text);
    }

    @Test
    void whatWasPutInIsNotReplacedAgain() {
        assertThat(CommandTemplate.parse("{{0}} {{label}}").commandFor(host("mac", "clone", MAC)))
                .isEqualTo("{52:54:00:12:ab:cd} {mac}");
    }

    @Test
    void commandWithoutPlaceholderNeedsNoMacAddress() {
        assertThat(CommandTemplate.parse("cat {name}").commandFor(host("my_host", "clone", Optional.empty())))
                .isEqualTo("cat clone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{0}", "{mac}", "{MAC-bare}"})
    void missingMacAddressIsAPermanentFailure(String placeholder) {
        CommandTemplate template = CommandTemplate.parse("grep " + placeholder + " leases");

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> template.commandFor(host("my_host", "clone", Optional.empty())))
                .withMessage("the command needs the machine's MAC address, which is not known: grep " + placeholder
                        + " leases")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my host", "a;b", "$(reboot)", "`x`", "it's", "a\"b", "a\nb", "ä", ""})
    void labelThatMeansSomethingToTheShellIsAPermanentFailure(String label) {
        CommandTemplate template = CommandTemplate.parse("grep {label} leases");

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> template.commandFor(host(label, "clone", MAC)))
                .withMessage("the command needs the machine's label, but \"" + label
                        + "\" may mean something to the shell: it has other characters than letters, digits, dots, - and "
                        + "_: grep {label} leases")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void nameThatMeansSomethingToTheShellIsAPermanentFailure() {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> CommandTemplate.parse("{name}").commandFor(host("my_host", "a b", MAC)))
                .withMessageStartingWith("the command needs the machine's name, but \"a b\" may mean something")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    private static IpLookupRequest host(String label, String name, Optional<MacAddress> mac) {
        return new IpLookupRequest(label, name, new UUID(0, 1), mac, Duration.ofSeconds(1));
    }
}
