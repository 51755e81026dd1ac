package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.testkit.RecordedExamination;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolExaminationTest {

    @Test
    void aPoolWithRoomIsGood() {
        assertThat(examine(5L << 30)).containsExactly("good storage pool default: 5120 MiB free in /pool");
    }

    @Test
    void littleRoomIsDoubtfulSinceOverlaysGrow() {
        assertThat(examine(300L << 20))
                .containsExactly(
                        "doubtful storage pool default: only 300 MiB free in /pool -> Make room there, or set clonePool"
                                + " to another pool for the overlays");
    }

    private static List<String> examine(long available) {
        Hypervisor nothing = (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        Hypervisor hypervisor = new HypervisorView(nothing) {
            @Override
            public Optional<Pool> pool(String name) {
                return Optional.of(new Pool(name, "dir", "/pool", true, true, available));
            }
        };
        RecordedExamination examination = new RecordedExamination();
        new PoolExamination(hypervisor, new ConnectionUrl("qemu:///system"), examination).examine("default");
        return examination.lines();
    }
}
