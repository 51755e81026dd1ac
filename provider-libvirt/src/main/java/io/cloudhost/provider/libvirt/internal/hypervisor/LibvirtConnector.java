package io.cloudhost.provider.libvirt.internal.hypervisor;

import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirErrorCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Open connections through libvirt's client library. */
public final class LibvirtConnector implements HypervisorConnector {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnector.class);

    /**
     * Replaces libvirt's own handler, which prints every error to the standard error stream; each error also comes back
     * as an exception. A constant, since libvirt keeps calling it for as long as the process lives.
     */
    private static final VirErrorCallback QUIET = (userData, error) -> LOG.debug("libvirt: {}", error.message);

    @Override
    public Hypervisor connect(ConnectionUrl url) {
        try {
            Connect.setErrorCallback(QUIET);
            return new LibvirtHypervisor(new Connect(url.toOpen()));
        } catch (LibvirtException e) {
            throw new HypervisorException(
                    "cannot connect to libvirt at " + url + ": " + LibvirtHypervisor.messageOf(e) + ". " + hint(url),
                    e);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new HypervisorException(
                    "cannot load libvirt's client library ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "). Install it: libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora",
                    e);
        }
    }

    private static String hint(ConnectionUrl url) {
        return url.text().contains("+ssh:")
                ? "Check that 'ssh' logs in there without asking, and that the account may use libvirt (group libvirt)"
                : "Check that libvirtd runs, and that this account may use it (group libvirt)";
    }
}
