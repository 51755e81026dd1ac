package io.cloudhost.it;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sets a host up and tears it down in a process of its own. Says where it is, and goes on when it is told to.
 */
public final class HaltingProgram {

    private HaltingProgram() {}

    public static void main(String[] arguments) {
        CloudHosts hosts = CloudHosts.builder()
                .configFile(Path.of(arguments[0]))
                .listener(new Phases())
                .build();
        try (CloudHost host = hosts.get(arguments[1])) {
            host.setup();
        }
    }

    /** Prints the name of a point, and waits for a line. */
    public static synchronized void halt(String point) {
        JavaProgram.say(point);
        JavaProgram.await();
    }

    private static final class Phases implements CloudHostListener {

        @Override
        public void phaseStarted(String label, SetupPhase phase) {
            halt("phase " + phase + " begins");
        }

        @Override
        public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
            halt("phase " + phase + " is done");
        }

        @Override
        public void up(String label, Duration took) {
            halt("up");
        }

        @Override
        public void tornDown(String label, Duration took) {
            halt("torn down");
        }
    }
}
