package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first thing that a newcomer copies is what it should be; {@code lab/newcomer} runs it. */
class ReadmeTest {

    @Test
    void theSettingsOfTheFirstTestAreAccepted() throws IOException {
        assertThat(Lab.hosts(block("hocon")).get("nat_host")).isNotNull();
    }

    @Test
    void theFirstTestIsShort() throws IOException {
        assertThat(block("java").lines().count()).isLessThanOrEqualTo(20);
    }

    /** Returns the first block of code in a language. */
    private static String block(String language) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("project.root"), "README.md"));
        Matcher matcher = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
