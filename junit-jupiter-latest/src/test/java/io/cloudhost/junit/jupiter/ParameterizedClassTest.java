package io.cloudhost.junit.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that run several times, which JUnit has since 5.13. */
class ParameterizedClassTest {

    @Test
    void theInvocationsOfAClassShareItsHost() {
        assertThat(Run.of(Invocations.class).journal()).containsExactly("up one-1", "x one-1", "y one-1", "down one-1");
    }

    @CloudHostTest
    @ParameterizedClass
    @ValueSource(strings = {"x", "y"})
    static class Invocations {

        @Host("one")
        static CloudHost host;

        @Parameter
        String text;

        @Test
        void test(@Host(value = "one", scope = HostScope.CLASS) CloudHost same) {
            assertThat(same).isSameAs(host);
            Journal.write(text + " " + host.getHostName());
        }
    }
}
