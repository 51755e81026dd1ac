package io.cloudhost.ssh.internal;

/**
 * Tell where a server is.
 *
 * @param host its name, or its address without brackets
 * @param port its port
 */
public record SshAddress(String host, int port) {

    /** Name the server as known_hosts tools do not, but people do. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
