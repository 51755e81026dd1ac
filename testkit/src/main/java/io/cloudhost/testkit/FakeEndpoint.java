package io.cloudhost.testkit;

import io.cloudhost.core.spi.GuestEndpoint;
import java.util.OptionalInt;

/**
 * Stand for the place of a machine that a test makes up. It is a new machine, unless {@link #known()} says otherwise.
 * Thread-safe.
 */
public final class FakeEndpoint implements GuestEndpoint {

    private final String hostName;
    private final boolean isNew;
    private volatile OptionalInt only;

    private FakeEndpoint(String hostName, boolean isNew, OptionalInt only) {
        this.hostName = hostName;
        this.isNew = isNew;
        this.only = only;
    }

    /**
     * Make one that is reached directly: each of its ports is itself.
     *
     * @param hostName a name or a literal address
     * @return the endpoint
     */
    public static FakeEndpoint at(String hostName) {
        return new FakeEndpoint(hostName, true, OptionalInt.empty());
    }

    /**
     * Make one on this computer, whose ports all lead to one: that of a server which the test has started.
     *
     * @param port the port on {@code 127.0.0.1}
     * @return the endpoint
     */
    public static FakeEndpoint onLoopback(int port) {
        return new FakeEndpoint("127.0.0.1", true, OptionalInt.of(port));
    }

    /**
     * Make one whose address is not known yet: whoever asks for it gets an {@link IllegalStateException}.
     *
     * @return the endpoint
     */
    public static FakeEndpoint withoutAddress() {
        return at("");
    }

    /**
     * Return the same one as that of a machine which was there before.
     *
     * @return another endpoint
     */
    public FakeEndpoint known() {
        return new FakeEndpoint(hostName, false, only);
    }

    /**
     * Let all its ports lead to another one from now on.
     *
     * @param port the port
     */
    public void moveTo(int port) {
        only = OptionalInt.of(port);
    }

    @Override
    public String hostName() {
        if (hostName.isEmpty()) {
            throw new IllegalStateException("no address yet");
        }
        return hostName;
    }

    @Override
    public int port(int port) {
        return only.orElse(port);
    }

    @Override
    public boolean isNew() {
        return isNew;
    }
}
