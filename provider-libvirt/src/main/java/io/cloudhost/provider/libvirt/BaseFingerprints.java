package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.provider.libvirt.BaseVolumes.DiskVolume;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import io.cloudhost.provider.libvirt.internal.plan.DiskFingerprint;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Takes the fingerprints of a base's disks, with all that they are built upon, and compares them later. */
final class BaseFingerprints {

    private final Hypervisor hypervisor;
    private final BaseVolumes volumes;

    BaseFingerprints(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
        this.volumes = new BaseVolumes(hypervisor);
    }

    /** Reads all disks of the base. Throws CloudHostException where one cannot be read; says which and why. */
    List<DiskFingerprint> take(XmlElement base) throws InterruptedException {
        List<DiskFingerprint> taken = new ArrayList<>();
        for (DiskVolume disk : volumes.of(base)) {
            String path = disk.volume().path();
            taken.add(new DiskFingerprint(disk.target(), path, read(disk.target(), disk.volume())));
        }
        return taken;
    }

    /** Reads the same disks again. Throws CloudHostException where one has changed, or where that cannot be told. */
    void verify(String base, String clone, List<DiskFingerprint> before) {
        List<String> changes = new ArrayList<>();
        List<Exception> unknown = new ArrayList<>();
        for (DiskFingerprint disk : before) {
            try {
                String now = readAgain(disk);
                if (!now.equals(disk.sha256())) {
                    changes.add(disk + ": sha256 " + disk.sha256() + " before, " + now + " after");
                }
            } catch (CloudHostException e) {
                unknown.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                unknown.add(new CloudHostException(disk + " was not read, since the thread was interrupted", e));
                break;
            }
        }
        if (!changes.isEmpty()) {
            throw failure(
                    "the base domain '" + base + "' has changed while the clone '" + clone + "' lived: "
                            + String.join("; ", changes) + ". Restore it from a backup, and find out who wrote to it",
                    unknown);
        }
        if (!unknown.isEmpty()) {
            String reasons = unknown.stream().map(Exception::getMessage).collect(Collectors.joining("; "));
            throw failure(
                    "whether the base domain '" + base + "' has changed while the clone '" + clone
                            + "' lived cannot be told: " + reasons,
                    unknown);
        }
    }

    private String readAgain(DiskFingerprint disk) throws InterruptedException {
        Volume volume = volumes.at(disk.path())
                .orElseThrow(() -> new CloudHostException(disk + " is in no started storage pool any more"));
        return read(disk.target(), volume);
    }

    private String read(String target, Volume volume) throws InterruptedException {
        try {
            return hypervisor.fingerprint(volume.pool(), volume.name());
        } catch (CloudHostException e) {
            throw new CloudHostException(
                    "disk " + target + " (" + volume.path() + ") cannot be read: " + e.getMessage(), e);
        }
    }

    private static CloudHostException failure(String message, List<Exception> reasons) {
        CloudHostException failure = new CloudHostException(message);
        reasons.forEach(failure::addSuppressed);
        return failure;
    }
}
