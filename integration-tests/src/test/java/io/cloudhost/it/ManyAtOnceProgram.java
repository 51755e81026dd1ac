package io.cloudhost.it;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sets hosts up in threads of its own, each in one; tells their addresses, and tears them down when all are up. */
final class ManyAtOnceProgram {

    private ManyAtOnceProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        CloudHosts hosts =
                CloudHosts.builder().configFile(Path.of(arguments[0])).build();
        String label = arguments[1];
        int count = Integer.parseInt(arguments[2]);
        CyclicBarrier allUp = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        for (int number = 0; number < count; number++) {
            threads.execute(() -> {
                try (CloudHost host = hosts.get(label)) {
                    host.setup();
                    JavaProgram.say("up " + host.getHostName());
                    allUp.await(5, TimeUnit.MINUTES);
                } catch (Exception e) {
                    JavaProgram.say("failed: " + e);
                }
                JavaProgram.say("gone");
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
            JavaProgram.say("still at it");
        }
    }
}
