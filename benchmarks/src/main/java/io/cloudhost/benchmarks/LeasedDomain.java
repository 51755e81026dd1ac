package io.cloudhost.benchmarks;

import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A running domain with a network interface and nothing else. Libvirt tells the addresses of running domains only; the one
 * who asks for the address is {@link DhcpClient}.
 */
final class LeasedDomain implements AutoCloseable {

    static final String NAME = "cloudhost-address-benchmark";
    static final String LIBVIRT_URL = "qemu:///system";

    private final Hypervisor hypervisor;
    private final UUID uuid;
    private final MacAddress mac;

    private LeasedDomain(Hypervisor hypervisor, UUID uuid, MacAddress mac) {
        this.hypervisor = hypervisor;
        this.uuid = uuid;
        this.mac = mac;
    }

    /** Starts a domain that libvirt has not seen before. One that a killed run has left is removed first. */
    static LeasedDomain start(Hypervisor hypervisor, RandomGenerator random) {
        hypervisor.domain(NAME).ifPresent(left -> remove(hypervisor, left.uuid()));
        LeasedDomain domain = new LeasedDomain(hypervisor, UUID.randomUUID(), randomMac(random));
        try {
            domain.start();
            return domain;
        } catch (RuntimeException e) {
            domain.close();
            throw e;
        }
    }

    UUID uuid() {
        return uuid;
    }

    MacAddress mac() {
        return mac;
    }

    @Override
    public void close() {
        remove(hypervisor, uuid);
    }

    private void start() {
        // Without the boot ROM, or the firmware would ask for an address itself.
        hypervisor.define("""
                    <domain type='qemu'>
                      <name>%s</name>
                      <uuid>%s</uuid>
                      <memory unit='MiB'>16</memory>
                      <vcpu>1</vcpu>
                      <os><type arch='x86_64' machine='pc'>hvm</type></os>
                      <features><acpi/></features>
                      <devices>
                        <controller type='usb' model='none'/>
                        <interface type='network'>
                          <mac address='%s'/>
                          <source network='my_nat_network'/>
                          <model type='virtio'/>
                          <rom enabled='no'/>
                        </interface>
                        <memballoon model='none'/>
                      </devices>
                    </domain>
                    """.formatted(NAME, uuid, mac));
        hypervisor.start(uuid);
    }

    private static void remove(Hypervisor hypervisor, UUID uuid) {
        hypervisor.destroy(uuid);
        hypervisor.undefine(uuid);
    }

    /** In the range that libvirt and QEMU use. */
    private static MacAddress randomMac(RandomGenerator random) {
        return new MacAddress(
                "52:54:00:%02x:%02x:%02x".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
    }
}
