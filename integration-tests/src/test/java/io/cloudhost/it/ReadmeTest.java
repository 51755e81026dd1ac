package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.docs.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The first thing that a newcomer copies is what it should be; {@code lab/newcomer} runs it. */
class ReadmeTest {

    private static final Page README = Page.of(Path.of(System.getProperty("project.root")), "README.md");

    @Test
    void theSettingsOfTheFirstTestAreAccepted() {
        assertThat(Lab.hosts(README.firstBlock("hocon")).get("nat_host")).isNotNull();
    }

    @Test
    void theFirstTestIsShort() {
        assertThat(README.firstBlock("java").lines().count()).isLessThanOrEqualTo(20);
    }
}
