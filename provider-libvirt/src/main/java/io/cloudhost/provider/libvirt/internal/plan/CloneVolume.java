package io.cloudhost.provider.libvirt.internal.plan;

/** Describe a volume that is made for a clone, and removed with it. */
public sealed interface CloneVolume permits Overlay, OutputFile {

    /**
     * Return the storage pool that it is in.
     *
     * @return the pool's name
     */
    String pool();

    /**
     * Return its name.
     *
     * @return the clone's name, a dash, and what it is for
     */
    String name();

    /**
     * Return where the clone expects it.
     *
     * @return its path on the hypervisor
     */
    String path();

    /**
     * Return libvirt's description of it, to create it by.
     *
     * @return the XML, see <a href="https://libvirt.org/formatstorage.html">libvirt's storage volume format</a>
     */
    String toVolumeXml();
}
