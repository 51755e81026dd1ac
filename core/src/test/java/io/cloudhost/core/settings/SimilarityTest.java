package io.cloudhost.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

    @ParameterizedTest
    @CsvSource({
        "comand, command", // a letter missing
        "commmand, command", // one too many
        "cammand, command", // a wrong one
        "ocmmand, command", // two swapped
        "COMMAND, command", // case
        "tiemout, timeout",
    })
    void aTypingMistakeIsRecognised(String typed, String meant) {
        assertThat(Similarity.closest(typed, List.of("command", "timeout", "url")))
                .contains(meant);
    }

    @Test
    void aWordThatNeedsMoreThanAThirdOfItsLettersChangedIsAnotherWord() {
        assertThat(Similarity.closest("abcdef", List.of("abcdxy"))).contains("abcdxy");
        assertThat(Similarity.closest("abcdef", List.of("abcxyz"))).isEmpty();
    }

    @Test
    void oneLetterMayChangeInTheShortestWord() {
        assertThat(Similarity.closest("ip", List.of("id"))).contains("id");
        assertThat(Similarity.closest("ip", List.of("xy"))).isEmpty();
    }

    @Test
    void theClosestWins() {
        assertThat(Similarity.closest("timeout", List.of("timeouts12", "timeouts")))
                .contains("timeouts");
    }

    @Test
    void amongEquallyCloseOnesTheFirstInTheAlphabetWins() {
        assertThat(Similarity.closest("host_c", List.of("host_b", "host_a"))).contains("host_a");
    }

    @Test
    void nothingIsCloseToNothing() {
        assertThat(Similarity.closest("any", List.of())).isEmpty();
        assertThat(Similarity.closest("", List.of("any"))).isEmpty();
    }
}
