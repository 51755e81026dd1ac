package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LibvirtInstalled
class CloneRemovalTest {

    private static final VolumeName LOG = new VolumeName("default", "clone-serial0.log");

    private final List<UUID> undefined = new ArrayList<>();

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
        List.of("clone-serial0.log", "clone-serial0.log.0", "clone-serial0.log.1")
                .forEach(name -> driver.createVolume("default", name, "raw"));
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void removesTheRotatedLogsThatAreKnownWhereThePoolIsBusy() {
        remove(new Undefining() {
            @Override
            public void refreshPool(String name) {
                throw new HypervisorException("pool '" + name + "' has asynchronous jobs running.", null);
            }
        });

        assertThat(driver.volumeNames()).containsExactlyInAnyOrder("tiny-base.qcow2", "data.raw");
        assertThat(undefined).hasSize(1);
    }

    @Test
    void removesTheDefinitionThoughARotatedLogStays() {
        remove(new Undefining() {
            @Override
            public void deleteVolume(String pool, String name) {
                if (name.endsWith(".0")) {
                    throw new HypervisorException("broken on purpose", null);
                }
                super.deleteVolume(pool, name);
            }
        });

        assertThat(driver.volumeNames()).doesNotContain(LOG.name());
        assertThat(undefined).hasSize(1);
    }

    @Test
    void doesNotBelieveThatAVolumeIsDeletedWhichIsStillThere() {
        Undefining lying = new Undefining() {
            @Override
            public void deleteVolume(String pool, String name) {
                if (!name.equals(LOG.name())) {
                    super.deleteVolume(pool, name);
                }
            }
        };

        assertThatThrownBy(() -> remove(lying))
                .hasMessage(
                        "the clone 'clone' is not wholly removed: the volume 'clone-serial0.log' of the storage pool"
                                + " 'default' is still there, though libvirt has deleted it");
        assertThat(undefined).isEmpty();
    }

    @Test
    void doesNotBelieveThatADomainIsRemovedWhichIsStillThere() {
        Undefining lying = new Undefining() {
            @Override
            public Optional<DomainState> state(UUID uuid) {
                return Optional.of(DomainState.SHUT_OFF);
            }
        };

        assertThatThrownBy(() -> remove(lying))
                .hasMessage("the clone 'clone' is not wholly removed: the domain is still there, though libvirt has"
                        + " removed it");
    }

    @Test
    void doesNotBelieveThatFirmwareVariablesAreRemovedWhichAPoolStillHas() {
        Undefining lying = new Undefining() {
            @Override
            public Optional<DomainDescription> domain(String name) {
                return Optional.of(new DomainDescription(
                        name,
                        new UUID(0, 1),
                        DomainState.SHUT_OFF,
                        false,
                        "<domain><os><nvram>/pool/tiny-base.qcow2</nvram></os></domain>"));
            }
        };

        assertThatThrownBy(() -> remove(lying))
                .hasMessage("the clone 'clone' is not wholly removed: the firmware variables /pool/tiny-base.qcow2 are"
                        + " still there, though libvirt has removed them");
    }

    private void remove(Hypervisor hypervisor) {
        new CloneRemoval(hypervisor).remove("clone", new UUID(0, 1), List.of(LOG));
    }

    private class Undefining extends HypervisorView {

        Undefining() {
            super(driver.hypervisor());
        }

        @Override
        public void undefine(UUID uuid) {
            undefined.add(uuid);
            super.undefine(uuid);
        }
    }
}
