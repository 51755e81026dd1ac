package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The first thing that a newcomer copies is what it should be; {@link ReadmeIT} runs it. */
class ReadmeTest {

    @Test
    void theSettingsOfTheFirstTestAreAccepted() throws IOException {
        assertThat(Lab.hosts(Readme.block("hocon")).get("nat_host")).isNotNull();
    }

    @Test
    void theFirstTestIsShort() throws IOException {
        assertThat(Readme.block("java").lines().count()).isLessThanOrEqualTo(20);
    }
}
