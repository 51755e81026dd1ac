package io.cloudhost.it;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** What tests need to know of the lab. */
final class Lab {

    /** The command that reads a lease of a libvirt network, as lab/cloudhost.conf has it. */
    static final String NAT_LEASES = leases("virbr-nat");

    static final String ROUTED_LEASES = leases("virbr-routed");

    /** The address of linux-box as the guide writes it: {@code user.home} is the lab's own. */
    static final String LINUX_BOX = """
            url="ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret\"""";

    static final String DHCP_BOX = LINUX_BOX.replace("user@linux-box", "dhcp-query-user@dhcp-box");

    /** How a host with one interface, on the NAT network, is found. */
    static final String FOUND_ON_NAT =
            "ipLookupStrategy = SSH, SSH { %s, timeout = 120, %s }".formatted(LINUX_BOX, NAT_LEASES);

    private Lab() {}

    /** Returns hosts as the settings say, read from a file like a user's. */
    static CloudHosts hosts(String settings) {
        return CloudHosts.builder().configFile(file(settings)).build();
    }

    /** Writes settings to a file that is gone after the tests. */
    static Path file(String settings) {
        try {
            Path file = Files.createTempFile("cloudhost", ".conf");
            file.toFile().deleteOnExit();
            return Files.writeString(file, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets hosts up side by side, and returns when all have come to an end. */
    static void setUpAtOnce(Collection<CloudHost> hosts) {
        CompletableFuture<?>[] setups = hosts.stream()
                .map(host -> CompletableFuture.runAsync(host::setup, setup -> new Thread(setup).start()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(setups).join();
    }

    private static String leases(String bridge) {
        return "command=\"\"\"grep -B 1 \"mac-address.*{0}\" /var/lib/libvirt/dnsmasq/" + bridge
                + ".status | grep ip-address | cut -d '\"' -f 4 | tail -n 1\"\"\"";
    }
}
