package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FailureReporterTest {

    private final StringWriter err = new StringWriter();
    private final FailureReporter failures = new FailureReporter(new PrintWriter(err), new CommonOptions());

    @Test
    void doesNotRepeatWhatTheMessageSaysAlready() {
        CloudHostException failure = new CloudHostException("not complete: first; second");
        failure.addSuppressed(new CloudHostException("second"));
        failure.addSuppressed(new CloudHostException("third"));

        failures.report(failure);

        assertThat(err).hasToString("""
                cloudhost: not complete: first; second
                cloudhost:   also: third
                """);
    }

    @Test
    void namesTheKindOfAFailureThatNobodyForesaw() {
        failures.report(new IllegalStateException("odd"));

        assertThat(err)
                .hasToString(
                        "cloudhost: unexpected failure, --verbose shows where: java.lang.IllegalStateException: odd\n");
    }

    @Test
    void tellsAWrongConfigurationFromAFailure() {
        assertThat(FailureReporter.statusFor(new ConfigurationException("box", null, "missing")))
                .isEqualTo(2);
        assertThat(FailureReporter.statusFor(new CloudHostException("no"))).isEqualTo(1);
    }
}
