package io.cloudhost.benchmarks;

import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;

/**
 * A hypervisor with a base and any number of foreign domains, each with a volume: libvirt's in-process {@code test:///default}.
 *
 * <p>Unlike a node that is described in a file, this one is shared by all connections of the process, so that the code
 * under test sees what is defined here and does not read it anew with each connection. It is gone with its last one.
 */
final class TestNode implements AutoCloseable {

    static final String URL = "test:///default";
    static final String BASE = "scale-base";

    private static final String POOL = "default-pool";

    private final Connect connect;
    private final StoragePool pool;
    private int size;

    TestNode() {
        try {
            connect = new Connect(URL);
            pool = connect.storagePoolLookupByName(POOL);
            endDomains();
            add(BASE);
        } catch (LibvirtException e) {
            throw new IllegalStateException("cannot set up " + URL, e);
        }
    }

    /** Defines or removes foreign domains, until there are as many. */
    void resize(int wanted) {
        try {
            for (; size < wanted; size++) {
                add(foreign(size));
            }
            for (; size > wanted; size--) {
                remove(foreign(size - 1));
            }
        } catch (LibvirtException e) {
            throw new IllegalStateException("cannot make " + URL + " one of " + wanted + " domains", e);
        }
    }

    int domains() throws LibvirtException {
        return connect.numOfDefinedDomains() + connect.numOfDomains();
    }

    int volumes() throws LibvirtException {
        return pool.numOfVolumes();
    }

    @Override
    public void close() {
        try {
            pool.free();
            connect.close();
        } catch (LibvirtException e) {
            throw new IllegalStateException("cannot close " + URL, e);
        }
    }

    /** The driver comes with a domain that runs, and looking at what runs is another matter than having many. */
    private void endDomains() throws LibvirtException {
        for (int id : connect.listDomains()) {
            Domain domain = connect.domainLookupByID(id);
            domain.destroy();
            domain.free();
        }
    }

    private static String foreign(int number) {
        return "foreign-" + number;
    }

    private static String volume(String domain) {
        return domain + ".qcow2";
    }

    private void add(String domain) throws LibvirtException {
        // Without an allocation, the driver takes the capacity for it, and the pool is soon full.
        StorageVol volume = pool.storageVolCreateXML("""
                <volume>
                  <name>%s</name>
                  <capacity unit='MiB'>1</capacity>
                  <allocation>0</allocation>
                  <target><format type='qcow2'/></target>
                </volume>
                """.formatted(volume(domain)), 0);
        Domain defined = connect.domainDefineXML("""
                <domain type='test'>
                  <name>%s</name>
                  <memory unit='MiB'>192</memory>
                  <vcpu>1</vcpu>
                  <os><type arch='x86_64'>hvm</type></os>
                  <devices>
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='qcow2'/>
                      <source file='%s'/>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                    <interface type='network'><source network='default'/></interface>
                  </devices>
                </domain>
                """.formatted(domain, volume.getPath()));
        defined.free();
        volume.free();
    }

    private void remove(String domain) throws LibvirtException {
        Domain defined = connect.domainLookupByName(domain);
        defined.undefine();
        defined.free();
        StorageVol volume = pool.storageVolLookupByName(volume(domain));
        volume.delete(0);
        volume.free();
    }
}
