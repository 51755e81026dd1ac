package io.cloudhost.core.spi;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** Name what keeps an address from being one that others reach a machine at. */
public enum AddressFlaw {
    /** Everybody's own, 127.0.0.0/8 or ::1. */
    LOOPBACK("a loopback address"),
    /** Means another machine on each link, 169.254.0.0/16 or fe80::/10: what a machine gives itself without a server. */
    LINK_LOCAL("a link-local address"),
    /** Nobody's, 0.0.0.0 or ::. */
    UNSPECIFIED("the unspecified address"),
    /** A group's, 224.0.0.0/4 or ff00::/8. */
    MULTICAST("a multicast address"),
    /** Everybody's, 255.255.255.255. That of one network looks like any other address from outside. */
    BROADCAST("the broadcast address");

    private static final byte ALL_ONES = (byte) 0xff;

    private final String description;

    AddressFlaw(String description) {
        this.description = description;
    }

    /**
     * Look for the flaw of an address.
     *
     * @param address the address
     * @return its flaw, or empty where a machine can have the address
     */
    public static Optional<AddressFlaw> of(InetAddress address) {
        return Arrays.stream(values()).filter(flaw -> flaw.isIn(address)).findFirst();
    }

    /**
     * Return what such an address is, for people.
     *
     * @return e.g. {@code a loopback address}
     */
    @Override
    public String toString() {
        return description;
    }

    private boolean isIn(InetAddress address) {
        return switch (this) {
            case LOOPBACK -> address.isLoopbackAddress();
            case LINK_LOCAL -> address.isLinkLocalAddress();
            case UNSPECIFIED -> address.isAnyLocalAddress();
            case MULTICAST -> address.isMulticastAddress();
            case BROADCAST -> isBroadcast(address);
        };
    }

    private static boolean isBroadcast(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return false;
        }
        for (byte octet : address.getAddress()) {
            if (octet != ALL_ONES) {
                return false;
            }
        }
        return true;
    }
}
