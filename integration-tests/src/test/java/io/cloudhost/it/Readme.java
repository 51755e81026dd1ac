package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What README.md says. */
final class Readme {

    private Readme() {}

    /** Returns the first block of code in a language. */
    static String block(String language) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("project.root"), "README.md"));
        Matcher matcher = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
