package io.cloudhost.core;

import java.util.Optional;

/**
 * Represent one machine for a test: made by a provider, driven by the caller.
 *
 * <p>An instance is used once: {@link #setup()}, use, {@link #teardown()}. All methods may be called from any thread.
 *
 * <p>A machine that ends while its host is up, because it crashed or was switched off, does not end the host: the next use
 * says so with a {@link HostEndedException}, as far as its provider hears of it, and the teardown removes what is left. Where
 * the test itself has switched the machine off and on again, the host is used as before.
 */
public interface CloudHost extends AutoCloseable {

    /**
     * Bring the machine up and block until its address is known.
     *
     * <p>The services of the machine, its SSH server among them, may need longer: what connects to one right after the
     * setup must be ready to try again.
     *
     * <p>A setup that fails, or that is interrupted or torn down while it runs, removes all that it made before it
     * throws. An interrupted thread keeps its interrupt status.
     *
     * @throws ConfigurationException when the settings cannot work; nothing was created
     * @throws HostSetupException when a phase failed; names the phase
     * @throws IllegalStateException when called a second time, or after {@link #teardown()}
     */
    void setup();

    /**
     * Remove the machine and all that was made for it, whatever has become of it.
     *
     * <p>Idempotent. Safe from any thread, also while {@link #setup()} runs in another one: that setup then ends with an
     * exception, and this method returns when everything is gone. One step that fails keeps no other from running;
     * calling again tries the failed ones again.
     *
     * <p>Called from a {@link CloudHostListener} while the setup runs, on the setup's own thread, this method returns at
     * once; the setup undoes everything when the listener returns, and throws.
     *
     * <p>An interrupted thread tears down completely, and stays interrupted. Where an orderly end is waited for, an interrupt
     * during that wait ends the machine at once.
     *
     * @throws CloudHostException when something could not be removed, or the machine left damage; names all of it
     */
    void teardown();

    /**
     * Return the name or the literal address under which the machine is reached.
     *
     * @return never empty
     * @throws IllegalStateException before {@link #setup()} has succeeded and after {@link #teardown()}
     * @throws HostEndedException when the machine has ended meanwhile
     */
    String getHostName();

    /**
     * Return the port to connect to, at {@link #getHostName()}, for a port of the machine.
     *
     * @param port the port the machine listens on, 1 to 65535
     * @return the same port where the machine is reached directly; another one where it is reached through a mapping
     * @throws IllegalArgumentException when {@code port} is out of range
     * @throws IllegalStateException before {@link #setup()} has succeeded and after {@link #teardown()}
     * @throws HostEndedException when the machine has ended meanwhile
     */
    int getPort(int port);

    /**
     * Return what else the host can do. Known are {@link Console}, {@link HostEvidence} and {@link GuestShell}; providers may
     * have others.
     *
     * @param <T> the capability
     * @param type its interface
     * @return the capability, of use as its own documentation says; empty where this host has none such
     */
    default <T> Optional<T> capability(Class<T> type) {
        return Optional.empty();
    }

    /** Do what {@link #teardown()} does. */
    @Override
    default void close() {
        teardown();
    }
}
