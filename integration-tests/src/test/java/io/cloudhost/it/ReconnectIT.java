package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.SharedConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a host that is up when its connection to the hypervisor drops. The guests are not waited for. */
class ReconnectIT {

    private static final String LOCAL = "qemu:///system";
    private static final String REMOTE = "qemu+ssh://user@linux-box/system";
    private static final CloudHosts HOSTS = Lab.hosts("""
            bound { libvirtBaseDomain = tiny-base, ipLookupStrategy = static, static { ip = "198.51.100.123" } }
            unbound = ${bound} { autodestroy = false }
            remote_bound = ${bound} { libvirtURL = "qemu+ssh://user@linux-box/system" }
            remote_unbound = ${unbound} { libvirtURL = "qemu+ssh://user@linux-box/system" }
            """);

    /** A crash is noticed at once, a libvirtd that is stopped ends clones first. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LabState before = LabState.now();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
    }

    @Test
    void hostsOverSshShareOneConnection() {
        try (CloudHost one = HOSTS.get("remote_bound");
                Hypervisor share = share(REMOTE)) {
            one.setup();

            assertThat(connections()).hasSize(1);
            assertThat(share.isAlive()).isTrue();
        }
    }

    @Test
    void aHostOutlivesTheSshThatCarriesItsConnection() throws Exception {
        try (CloudHost host = HOSTS.get("remote_unbound");
                Hypervisor share = share(REMOTE)) {
            UUID clone = setUp(host, share, "remote_unbound");
            DomainWatch watch = share.watch(clone, heard::add);

            end(connections());

            awaitLoss(watch);
            assertStillWatched(share, clone);
            assertThat(connections()).hasSize(1);
        }
    }

    @Test
    void aBoundCloneEndsWithTheSshThatCarriesItsConnection() throws Exception {
        try (CloudHost host = HOSTS.get("remote_bound");
                Hypervisor share = share(REMOTE)) {
            UUID clone = setUp(host, share, "remote_bound");
            DomainWatch watch = share.watch(clone, heard::add);

            end(connections());

            assertEndIsTold(share, clone, watch);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bound", "unbound"})
    void aHostOutlivesALibvirtdThatCrashes(String label) throws Exception {
        try (CloudHost host = HOSTS.get(label);
                Hypervisor share = share(LOCAL)) {
            UUID clone = setUp(host, share, label);
            DomainWatch watch = share.watch(clone, heard::add);

            restartLibvirtd("KILL", 0);

            awaitLoss(watch);
            assertStillWatched(share, clone);
        }
    }

    @Test
    void anUnboundCloneOutlivesALibvirtdThatIsStopped() throws Exception {
        try (CloudHost host = HOSTS.get("unbound");
                Hypervisor share = share(LOCAL)) {
            UUID clone = setUp(host, share, "unbound");
            DomainWatch watch = share.watch(clone, heard::add);

            restartLibvirtd("TERM", 0);

            awaitLoss(watch);
            assertStillWatched(share, clone);
        }
    }

    @Test
    void aBoundCloneEndsWhenLibvirtdIsStopped() throws Exception {
        try (CloudHost host = HOSTS.get("bound");
                Hypervisor share = share(LOCAL)) {
            UUID clone = setUp(host, share, "bound");
            DomainWatch watch = share.watch(clone, heard::add);

            restartLibvirtd("TERM", 0);

            assertEndIsTold(share, clone, watch);
        }
    }

    @Test
    void aTeardownWaitsForALibvirtdThatComesBack() throws Exception {
        Process restart;
        try (CloudHost host = HOSTS.get("unbound");
                Hypervisor share = share(LOCAL)) {
            UUID clone = setUp(host, share, "unbound");
            DomainWatch watch = share.watch(clone, heard::add);

            restart = startToRestartLibvirtd("KILL", 5);
            awaitLoss(watch);
            assertThat(share.isAlive()).isFalse();
        }
        assertThat(restart.waitFor()).isZero();
        assertThat(Virsh.clonesOf("unbound")).isEmpty();
    }

    private static UUID setUp(CloudHost host, Hypervisor share, String label) {
        host.setup();
        List<String> clones = Virsh.clonesOf(label);
        assertThat(clones).hasSize(1);
        return share.domain(clones.get(0)).orElseThrow().uuid();
    }

    /** Of this process: whoever connects to the same URL has a part of the same connection. */
    private static Hypervisor share(String url) {
        return SharedConnections.ofThisProcess().connect(new ConnectionUrl(url));
    }

    private static void awaitLoss(DomainWatch watch) {
        await().atMost(LIMIT).until(() -> watch.lostConnection().isPresent());
    }

    private void assertStillWatched(Hypervisor share, UUID clone) throws InterruptedException {
        assertThat(share.state(clone)).contains(DomainState.RUNNING);
        assertThat(heard).isEmpty();

        Virsh.run("destroy", clone.toString());

        assertThat(heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isIn("was destroyed", "is shut off");
        assertThat(share.state(clone)).contains(DomainState.SHUT_OFF);
    }

    private void assertEndIsTold(Hypervisor share, UUID clone, DomainWatch watch) throws InterruptedException {
        assertThat(heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isIn("was destroyed", "is shut off");
        awaitLoss(watch);
        assertThat(share.state(clone)).contains(DomainState.SHUT_OFF);
    }

    private static List<ProcessHandle> connections() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/ssh"))
                .toList();
    }

    private static void end(List<ProcessHandle> processes) {
        assertThat(processes).isNotEmpty();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    private static void restartLibvirtd(String signal, int pause) throws Exception {
        assertThat(startToRestartLibvirtd(signal, pause).waitFor()).isZero();
    }

    private static Process startToRestartLibvirtd(String signal, int pause) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("project.root") + "/lab/restart-libvirtd", signal, Integer.toString(pause))
                .inheritIO()
                .start();
    }
}
