package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTemplateTest {

    @Test
    void hostThatGivesNoLegalNameNeverWill() {
        IpLookupRequest host =
                new IpLookupRequest("my host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> NameTemplate.parse("{label}.example").nameOf(host))
                .withMessage(
                        "\"{label}.example\" gives \"my host.example\", which cannot be a name in DNS: it has other "
                                + "characters than letters, digits, - and _, or a part with more than 63 of them")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @ParameterizedTest
    @CsvSource({
        "nat_host-4f2ad01c, nat-host-4f2ad01c.example",
        "Nat.Host-4f2ad01c, nat-host-4f2ad01c.example",
        "'my host-4f2ad01c', my-host-4f2ad01c.example"
    })
    void nameIsTheOneThatTheGuestBears(String instance, String name) {
        assertThat(NameTemplate.parse("{name}.example").nameOf(host(instance))).hasToString(name);
    }

    @Test
    void instanceWhoseGuestCanBearNoNameHasNone() {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> NameTemplate.parse("{name}.example").nameOf(host("__")))
                .withMessage("\"{name}.example\" needs a name that a guest can bear: "
                        + "no letter or digit that a guest's name could have: __")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{mac-dashed}", "{MAC-dashed}", "{mac-bare}", "{MAC-bare}"})
    void templateWithMacNeedsOne(String placeholder) {
        IpLookupRequest host =
                new IpLookupRequest("my_host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> NameTemplate.parse(placeholder + ".example").nameOf(host))
                .withMessage("\"" + placeholder + ".example\" needs the machine's MAC address, which is not known")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name}.x", "{uuid}", "{mac-dashed}", "x-{MAC-dashed}", "{mac-bare}", "{MAC-bare}"})
    void placeholderOfTheCloneGivesEachCloneANameOfItsOwn(String template) {
        assertThat(NameTemplate.parse(template).distinguishesClones()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"build-box", "{label}.example"})
    void allClonesHaveOneNameWithoutSuchAPlaceholder(String template) {
        assertThat(NameTemplate.parse(template).distinguishesClones()).isFalse();
    }

    private static IpLookupRequest host(String instance) {
        return new IpLookupRequest("my_host", instance, new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));
    }
}
