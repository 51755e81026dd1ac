package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each thing that a guest can be waited for: it comes late, never, or the guest ends before. */
@Timeout(300)
class ReadinessIT {

    /** What comes with the guest's service, which is there some seconds after the guest has its address. */
    private static final Map<String, String> LATE = Map.of(
            "late_port", "{ port = 8080 }",
            "late_http", "{ http { path = /health, port = 8080 } }",
            "late_ssh", "{ ssh { command = \"test -e /run/www/health\" } }",
            "late_log", "{ log = \"The service is up\\\\.\\\\s*$\" }");

    /** What does not come, and what is seen instead. */
    private static final Map<String, String> NEVER = Map.of(
            "port = 9999", "port 9999",
            "http { path = /none, port = 8080 }", "http /none on port 8080 with status 200",
            "ssh { command = \"test -e /run/never\" }", "ssh \"test -e /run/never\"",
            "log = \"never written\"", "log \"never written\"");

    private static VariedBase base;

    private LabState before;

    @BeforeAll
    static void varyBase() {
        base = VariedBase.of("tiny-base", "serving-base", "cloudhost.service-delay=5");
    }

    @AfterAll
    static void removeIt() {
        base.close();
    }

    @BeforeEach
    void look() {
        before = LabState.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
    }

    @Test
    void hostIsUpWhenWhatComesLateIsThere() {
        StringBuilder settings = new StringBuilder();
        LATE.forEach((label, check) -> settings.append(host(label, check)));
        CloudHosts hosts = Lab.hosts(settings.toString());

        try (var started = hosts.startAll(LATE.keySet().toArray(String[]::new))) {
            for (String label : LATE.keySet()) {
                GuestShell shell =
                        started.get(label).capability(GuestShell.class).orElseThrow();
                assertThat(shell.run("wget -q -O - http://localhost:8080/health"))
                        .as(label)
                        .isEqualTo(new GuestShell.Outcome(0, "ok\n", ""));
            }
        }
    }

    @Test
    void severalAreWaitedForOneAfterTheOther() {
        CloudHosts hosts = Lab.hosts(host(
                        "all",
                        "{ log = BusyBox }, { port = 22 }, { ssh = true }, { http { port = 8080, path = /health } }")
                .replace("waitFor", "bootDelay = 1, waitFor"));

        try (CloudHost host = hosts.get("all")) {
            host.setup();

            assertThat(host.capability(GuestShell.class)
                            .orElseThrow()
                            .run("cat /run/www/health")
                            .output())
                    .isEqualTo("ok\n");
        }
    }

    @Test
    void whatNeverComesFailsTheSetup() {
        Map<String, CompletableFuture<HostSetupException>> failures = new LinkedHashMap<>();
        NEVER.keySet()
                .forEach(check -> failures.put(
                        check,
                        setUp(Lab.hosts(host("never", "{ port = 8080 }, { %s, timeout = 2 }".formatted(check)))
                                .get("never"))));

        failures.forEach((check, failure) -> assertThat(failure.join().getMessage())
                .startsWith(
                        "never: setup failed in phase 'ready': it is not ready: " + NEVER.get(check) + ": looked "));
    }

    @Test
    void guestThatEndsIsNotWaitedFor() {
        Map<String, CompletableFuture<HostSetupException>> failures = new LinkedHashMap<>();
        int number = 0;
        for (String check : NEVER.keySet()) {
            String label = "dying" + number++;
            CloudHosts hosts = CloudHosts.builder()
                    .configFile(Lab.file(host(label, "{ %s, timeout = 3600 }".formatted(check))))
                    .listener(new Executioner())
                    .build();
            failures.put(check, setUp(hosts.get(label)));
        }

        // The look for an event that got lost may come before the event.
        failures.forEach((check, failure) -> assertThat(Explanation.of(failure.join()))
                .matches(
                        "dying\\d: setup failed in phase 'ready': it (was destroyed|is shut off) while it was waited for: "
                                + Pattern.quote(NEVER.get(check)) + ": looked .*"));
    }

    private static String host(String label, String checks) {
        return """
                %s {
                  libvirtBaseDomain = serving-base, hypervisor.timeout = 120
                  ssh { user = root, privateKeyFile = ${user.home}"/.ssh/id_ed25519" }
                  waitFor = [%s]
                }
                """.formatted(label, checks);
    }

    private static CompletableFuture<HostSetupException> setUp(CloudHost host) {
        return CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(HostSetupException.class, host::setup), setup -> new Thread(setup).start());
    }

    /** Ends the guest a moment after the wait for it has begun. */
    private static final class Executioner implements CloudHostListener {

        @Override
        public void phaseStarted(String label, SetupPhase phase) {
            if (phase == SetupPhase.READY) {
                var unused = CompletableFuture.runAsync(
                        () -> Virsh.run("destroy", Virsh.clonesOf(label).get(0)),
                        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            }
        }
    }
}
