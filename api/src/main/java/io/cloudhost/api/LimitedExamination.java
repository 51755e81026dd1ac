package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.BoundedCalls;
import io.cloudhost.core.spi.Examination;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs one adapter's examination: one that hangs or throws costs some time, and a line, but never the other lines. */
final class LimitedExamination {

    private final Optional<String> label;
    private final Consumer<Finding> listener;

    /** Makes what examines the host of a label; where there is none, what several hosts share. */
    LimitedExamination(Optional<String> label, Consumer<Finding> listener) {
        this.label = label;
        this.listener = listener;
    }

    /** What an adapter does. */
    @FunctionalInterface
    interface Work<T> {
        T in(Examination examination) throws InterruptedException;
    }

    /**
     * Runs it.
     *
     * @param adapter who examines, for people
     * @return what it returned; empty where it did not come to its end
     * @throws CloudHostException when the calling thread is interrupted, which it then still is
     */
    <T> Optional<T> run(String adapter, Duration limit, Work<T> work) {
        Findings findings = new Findings(label, listener);
        try (BoundedCalls calls = new BoundedCalls("cloudhost-examination-" + adapter)) {
            return Optional.of(calls.call(limit, () -> work.in(findings)));
        } catch (TimeoutException e) {
            findings.bad(
                    adapter,
                    "its examination did not end within " + limit.toSeconds() + " s",
                    "Look at what is slow to answer there. The lines above say how far it came");
            return Optional.empty();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            findings.bad(
                    adapter,
                    "its examination failed: " + CloudHostException.describe(cause),
                    "If the message does not tell what to do, report it to the authors of the plugin");
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudHostException(
                    "interrupted while examining the " + adapter
                            + label.map(host -> " of " + host).orElse(""),
                    e);
        } finally {
            findings.end();
        }
    }
}
