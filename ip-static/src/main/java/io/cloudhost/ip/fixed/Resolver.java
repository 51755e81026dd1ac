package io.cloudhost.ip.fixed;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves names. */
@FunctionalInterface
interface Resolver {

    /** Gives all addresses of a name, at least one; the one that is preferred first. */
    InetAddress[] resolve(String name) throws UnknownHostException;
}
