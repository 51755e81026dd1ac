package io.cloudhost.core.spi;

import io.cloudhost.core.Console;
import io.cloudhost.core.GuestShell;
import java.util.Optional;

/** Wait until a machine is ready, as its label wants it. Implemented by the engine, used by providers, once. */
public interface ReadinessWait extends AutoCloseable {

    /** What waits for nothing. */
    ReadinessWait NONE = new ReadinessWait() {
        @Override
        public void refuseConsole(String reason) {}

        @Override
        public String await(
                GuestEndpoint endpoint, Optional<Console> console, Optional<GuestShell> shell, HostWatch watch) {
            return "";
        }

        @Override
        public void close() {}
    };

    /**
     * Refuse what needs the machine's serial console. Called before anything is created, by a provider that records none for
     * this host.
     *
     * @param reason why it does not, for people: the end of a sentence
     * @throws io.cloudhost.core.ConfigurationException when a check needs it
     */
    void refuseConsole(String reason);

    /**
     * Wait. The checks come one after the other.
     *
     * @param endpoint where the machine is; its address is known
     * @param console what it writes to its serial console, where that is recorded
     * @param shell runs commands in it, where its label has the settings for that
     * @param watch tells of the machine's end, which ends the wait
     * @return what was waited for, for people: one line, empty for nothing
     * @throws io.cloudhost.core.CloudHostException when the machine does not become ready, or has ended
     * @throws InterruptedException when the thread is interrupted
     */
    String await(GuestEndpoint endpoint, Optional<Console> console, Optional<GuestShell> shell, HostWatch watch)
            throws InterruptedException;

    /** Release what the checks hold. Idempotent. */
    @Override
    void close();
}
