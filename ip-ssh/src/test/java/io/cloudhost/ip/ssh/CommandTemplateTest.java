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

class CommandTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "grep {0} leases | cut -d \" \" -f 3; grep 52:54:00:12:ab:cd leases | cut -d \" \" -f 3",
                "echo {mac} {0}; echo 52:54:00:12:ab:cd 52:54:00:12:ab:cd",
                "awk '/{0}/ {print $3}' leases; awk '/52:54:00:12:ab:cd/ {print $3}' leases",
                "echo '{1}' {} ${HOME} \\{0\\} `x` %s; echo '{1}' {} ${HOME} \\{0\\} `x` %s",
                "echo it''s {0}; echo it''s 52:54:00:12:ab:cd",
            })
    void replacesTheMacAddressAndNothingElse(String text, String command) {
        IpLookupRequest host = host(Optional.of(new MacAddress("52-54-00-12-AB-CD")));

        assertThat(new CommandTemplate(text).commandFor(host)).isEqualTo(command);
    }

    @Test
    void commandWithoutPlaceholderNeedsNoMacAddress() {
        assertThat(new CommandTemplate("cat address").commandFor(host(Optional.empty())))
                .isEqualTo("cat address");
    }

    @Test
    void missingMacAddressIsAPermanentFailure() {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> new CommandTemplate("grep {0} leases").commandFor(host(Optional.empty())))
                .withMessage("the command needs the machine's MAC address, which is not known: grep {0} leases")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    private static IpLookupRequest host(Optional<MacAddress> mac) {
        return new IpLookupRequest("my_host", "clone", new UUID(0, 1), mac, Duration.ofSeconds(1));
    }
}
