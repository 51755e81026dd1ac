package io.cloudhost.core.spi;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Say which addresses are wanted. The names are the words of the settings. */
public enum AddressFamily {
    /** Any; where there are both, IPv4 is preferred. */
    ANY,
    /** IPv4 alone. */
    IPV4,
    /** IPv6 alone. */
    IPV6;

    /**
     * Tell whether an address is wanted.
     *
     * @param address the address
     * @return whether it is of this family
     */
    public boolean includes(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> !(address instanceof Inet4Address);
        };
    }
}
