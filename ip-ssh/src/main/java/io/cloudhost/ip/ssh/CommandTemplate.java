package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;

/**
 * A command with places for the machine's MAC address. Everything else in it is the remote shell's; a MAC address has no
 * character that means anything to a shell.
 */
record CommandTemplate(String text) {

    private static final String FIRST = "{0}";
    private static final String NAMED = "{mac}";

    /** Gives the command for a host; throws a permanent failure where it needs a MAC address that is not known. */
    String commandFor(IpLookupRequest host) {
        if (!text.contains(FIRST) && !text.contains(NAMED)) {
            return text;
        }
        String mac = host.mac()
                .map(MacAddress::value)
                .orElseThrow(() -> IpLookupException.permanentFailure(
                        "the command needs the machine's MAC address, which is not known: " + text, null));
        return text.replace(FIRST, mac).replace(NAMED, mac);
    }
}
