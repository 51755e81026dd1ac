package io.cloudhost.ip.ssh;

/** A server, how to log in there, and how to know it. */
record SshServer(SshUrl url, Credentials credentials, HostKeyCheck hostKey) {

    /** Names the server; without any secret. */
    @Override
    public String toString() {
        return url.server();
    }
}
