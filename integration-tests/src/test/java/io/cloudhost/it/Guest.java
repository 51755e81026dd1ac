package io.cloudhost.it;

import static org.awaitility.Awaitility.await;

import io.cloudhost.core.CloudHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs commands in a guest over SSH. */
final class Guest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CloudHost host;
    private final Path knownHosts;

    private Guest(CloudHost host, Path knownHosts) {
        this.host = host;
        this.knownHosts = knownHosts;
    }

    /** Waits until the guest's SSH server answers: its address is there before that. */
    static Guest of(CloudHost host) {
        try {
            Path knownHosts = Files.createTempFile("known_hosts", "");
            knownHosts.toFile().deleteOnExit();
            Guest guest = new Guest(host, knownHosts);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> guest.tryToRun("true").status() == 0);
            return guest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command line in the guest's shell. */
    String run(String command) {
        return tryToRun(command).orThrow();
    }

    /**
     * Returns the MAC address of the interface that the guest was found by. The guest tells which: an IPv6 address can be
     * written in several ways.
     */
    String mac() {
        return run("cat /sys/class/net/$(ip -o address | grep -F \" $(echo $SSH_CONNECTION | cut -d ' ' -f 3)/\""
                + " | cut -d ' ' -f 2)/address");
    }

    private Command.Outcome tryToRun(String command) {
        return Command.run(List.of(
                "ssh",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=5",
                "-o",
                "ConnectionAttempts=3",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "StrictHostKeyChecking=accept-new",
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-p",
                Integer.toString(host.getPort(22)),
                "root@" + host.getHostName(),
                command));
    }
}
