package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Test what every strategy must do that asks somebody, who may not know yet, or not answer at all. */
public abstract class AskingIpLookupStrategyContract extends IpLookupStrategyContract {

    /** For subclasses. */
    protected AskingIpLookupStrategyContract() {}

    /**
     * Arrange the surroundings so that whoever is asked answers that the host has no address yet. Called before
     * {@link #section()}; {@link #arrangeAddress} may be called later, and must then change the answer.
     *
     * @param host who will be looked for
     * @throws Exception when that fails
     */
    protected abstract void arrangeNoAddress(IpLookupRequest host) throws Exception;

    /**
     * Arrange the surroundings so that whoever is asked takes the question and never answers. Called before
     * {@link #section()}.
     *
     * @return counted down when the question has arrived
     * @throws Exception when that fails
     */
    protected abstract CountDownLatch arrangeSilence() throws Exception;

    /**
     * "Not there yet" is empty, and is not remembered when the address appears.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void notThereYetIsEmptyUntilItIsThere() throws Exception {
        arrangeNoAddress(host(PATIENCE));
        try (IpLookupStrategy strategy = create()) {
            assertThat(strategy.lookup(host(PATIENCE))).isEmpty();
            InetAddress address = arrangeAddress(host(PATIENCE));
            assertThat(strategy.lookup(host(PATIENCE))).contains(address);
        }
    }

    /**
     * A look ends when its time is over; that is no permanent failure.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void lookEndsWithItsTime() throws Exception {
        Duration remaining = Duration.ofMillis(300);
        arrangeSilence();
        try (IpLookupStrategy strategy = create()) {
            BackgroundCall<Optional<InetAddress>> look = BackgroundCall.start(() -> strategy.lookup(host(remaining)));

            assertThatThrownBy(() -> look.await(remaining.plus(tolerance())))
                    .as("a look without an answer, after %s", remaining)
                    .isInstanceOfSatisfying(
                            IpLookupException.class,
                            e -> assertThat(e.isPermanent()).isFalse())
                    .satisfies(this::showsNoSecret);
        }
    }

    /**
     * An interrupt ends a look at once, with an {@link InterruptedException}.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void interruptEndsALook() throws Exception {
        CountDownLatch asked = arrangeSilence();
        try (IpLookupStrategy strategy = create()) {
            BackgroundCall<Optional<InetAddress>> look = BackgroundCall.start(() -> strategy.lookup(host(PATIENCE)));
            assertThat(asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("somebody was asked")
                    .isTrue();
            look.interrupt();

            assertThatThrownBy(() -> look.await(tolerance())).isInstanceOf(InterruptedException.class);
        }
    }

    /**
     * A thread that is interrupted already waits for nobody.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void interruptedThreadDoesNotLook() throws Exception {
        arrangeSilence();
        try (IpLookupStrategy strategy = create()) {
            assertThatThrownBy(() -> soon(() -> {
                        Thread.currentThread().interrupt();
                        return strategy.lookup(host(PATIENCE));
                    }))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    /**
     * What a strategy says of itself, it says without asking.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void onlyALookAsksSomebody() throws Exception {
        CountDownLatch asked = arrangeSilence();
        try (IpLookupStrategy strategy = create()) {
            assertThat(soon(() -> strategy.question(host(PATIENCE)))).isNotNull();
            assertThat(soon(strategy::fixedAddress)).isNotNull();
            assertThat(asked.getCount()).as("nobody was asked").isPositive();
        }
    }
}
