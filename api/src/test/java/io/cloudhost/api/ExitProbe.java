package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.nio.file.Path;
import java.time.Duration;

/** A program that does not tear its host down. Started as a process of its own by {@link JvmExitTest}. */
final class ExitProbe {

    static final int STATUS = 7;

    private ExitProbe() {}

    /** Takes the configuration, the limit for the exit, and what to do before it. */
    public static void main(String[] arguments) {
        CloudHosts hosts = CloudHosts.builder()
                .configFile(Path.of(arguments[0]))
                .exitLimit(Duration.parse(arguments[1]))
                .tearDownAtExit(!arguments[2].equals("LEAVE"))
                .build();
        CloudHost host = hosts.get("box");
        if (arguments[2].equals("SET_UP_AT_EXIT")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> setUpInVain(host)));
        } else {
            host.setup();
        }
        System.exit(STATUS);
    }

    private static void setUpInVain(CloudHost host) {
        try {
            host.setup();
        } catch (CloudHostException e) {
            System.err.println(e.getMessage());
        }
    }
}
