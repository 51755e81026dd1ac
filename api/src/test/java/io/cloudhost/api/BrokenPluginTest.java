package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenPluginTest {

    private static final String WHAT = "org.example.Strategies (/plugins/example.jar)";

    @ParameterizedTest
    @MethodSource
    void whatOurPortsDoNotHaveIsOfAnotherVersion(Throwable cause) {
        assertThat(new BrokenPlugin(WHAT, cause).toString())
                .startsWith(WHAT + ": " + cause + ". It was built for another version of cloudhost")
                .endsWith(": get the one that fits");
    }

    static Stream<Throwable> whatOurPortsDoNotHaveIsOfAnotherVersion() {
        return Stream.of(
                new NoClassDefFoundError("io/cloudhost/core/spi/Tomorrow"),
                new NoSuchMethodError("'java.lang.String io.cloudhost.core.settings.Settings.tomorrow()'"),
                // Inherited from a port, and called on the class itself.
                new NoSuchMethodError("'void org.example.Strategies.forecast()'"),
                new NoSuchMethodError("'void org.example.Strategy.forecast()'"),
                new AbstractMethodError("Receiver class org.example.Strategies does not define or inherit an"
                        + " implementation of the resolved method 'abstract java.lang.String colour()' of interface"
                        + " io.cloudhost.core.spi.IpLookupStrategyProvider."));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsMissingOfOthersIsNot(Throwable cause) {
        assertThat(new BrokenPlugin(WHAT, cause)).hasToString(WHAT + ": " + cause);
    }

    static Stream<Throwable> whatIsMissingOfOthersIsNot() {
        return Stream.of(
                new IllegalStateException("io.cloudhost is not what I like"),
                new NoClassDefFoundError("org/example/Gone"),
                new NoSuchMethodError("'void com.acme.Library.gone()'"));
    }

    @Test
    void pluginInNoPackageIsNotTakenForOneOfAnotherVersion() {
        assertThat(new BrokenPlugin(
                        "Strategies (/plugins/example.jar)", new NoSuchMethodError("'void Library.gone()'")))
                .hasToString("Strategies (/plugins/example.jar): java.lang.NoSuchMethodError: 'void Library.gone()'");
    }
}
