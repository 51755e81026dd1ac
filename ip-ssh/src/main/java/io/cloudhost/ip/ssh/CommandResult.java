package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.ssh.internal.Excerpt;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command.
 *
 * @param output what it printed; may be cut off
 * @param errors what it printed on standard error; may be cut off
 * @param exitStatus its exit status, or null where a signal ended it
 */
record CommandResult(String output, String errors, @Nullable Integer exitStatus) {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /**
     * Reads the address.
     *
     * <p>The exit status alone says little: grep's is 1 where it finds nothing, and a pipeline's is that of its last
     * command, whatever happened before. But a command that has none did not come to its end, and what it printed may
     * be the first half of an address.
     */
    Optional<InetAddress> address(String command, String server, AddressFamily family) {
        List<Optional<InetAddress>> addresses = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(IpLiteral::parse)
                .distinct()
                .toList();
        if (exitStatus == null || addresses.isEmpty()) {
            return nothingFound(command, server);
        }
        if (addresses.contains(Optional.<InetAddress>empty())) {
            throw IpLookupException.permanentFailure(
                    said(command, server) + " printed what is not one address: \"" + Excerpt.of(output) + "\"", null);
        }
        List<InetAddress> wanted = addresses.stream()
                .flatMap(Optional::stream)
                .filter(family::includes)
                .toList();
        if (wanted.isEmpty()) {
            throw IpLookupException.transientFailure(
                    said(command, server) + " printed no " + (family == AddressFamily.IPV4 ? "IPv4" : "IPv6")
                            + " address, but \"" + Excerpt.of(output) + "\"",
                    null);
        }
        if (wanted.size() > 1) {
            throw IpLookupException.permanentFailure(
                    said(command, server) + " printed several addresses: \"" + Excerpt.of(output)
                            + "\". Which of them counts is for the command to say: it ends with | tail -n 1 where the last "
                            + "one is the newest",
                    null);
        }
        return Optional.of(wanted.get(0));
    }

    private Optional<InetAddress> nothingFound(String command, String server) {
        String said = said(command, server)
                + (output.isBlank()
                        ? " printed no address, but ended with " + status()
                        : " did not come to its end. It printed \"" + Excerpt.of(output) + "\"")
                + trouble();
        if (exitStatus != null && (exitStatus == NOT_FOUND || exitStatus == NOT_EXECUTABLE)) {
            throw IpLookupException.permanentFailure(said, null);
        }
        if (exitStatus == null || !errors.isBlank()) {
            throw IpLookupException.transientFailure(said, null);
        }
        return Optional.empty();
    }

    private static String said(String command, String server) {
        return "the command \"" + Excerpt.of(command) + "\" on " + server;
    }

    private String status() {
        return exitStatus == null ? "a signal" : "status " + exitStatus;
    }

    private String trouble() {
        return errors.isBlank() ? "" : " and said: \"" + Excerpt.of(errors) + "\"";
    }
}
