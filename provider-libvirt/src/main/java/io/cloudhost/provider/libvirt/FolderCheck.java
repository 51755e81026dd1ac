package io.cloudhost.provider.libvirt;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.provider.libvirt.internal.hypervisor.FolderSharing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Looks whether folders that a guest is to have are there, and whether the hypervisor can share them as asked. */
final class FolderCheck {

    private final CloneRequest request;
    private final Hypervisor hypervisor;

    FolderCheck(CloneRequest request, Hypervisor hypervisor) {
        this.request = request;
        this.hypervisor = hypervisor;
    }

    /**
     * Checks all that the request asks for.
     *
     * @param base what is to be cloned
     * @return the same mappings, with what was seen of their folders
     * @throws ConfigurationException when one of them is known not to work
     */
    List<FolderMapping> check(XmlElement base) {
        if (request.folders().isEmpty()) {
            return List.of();
        }
        FolderSharing sharing = hypervisor.folderSharing(base.toXml());
        return request.folders().stream()
                .map(mapping -> {
                    Settings settings = settingsOf(mapping);
                    requireShareable(mapping, sharing, settings);
                    return request.url().isLocal() ? look(mapping, settings) : mapping;
                })
                .toList();
    }

    private Settings settingsOf(FolderMapping mapping) {
        return request.settings().section(FolderKeys.SECTION).section(mapping.target());
    }

    private void requireShareable(FolderMapping mapping, FolderSharing sharing, Settings settings) {
        Driver driver = mapping.driver();
        if (!sharing.mayHave(driver.libvirtType())) {
            Driver other = driver == Driver.NINE_P ? Driver.VIRTIOFS : Driver.NINE_P;
            throw settings.refusal(
                    FolderKeys.DRIVER,
                    "the QEMU of the base domain '" + request.base() + "' at " + request.url() + " has no " + driver
                            + (sharing.mayHave(other.libvirtType()) ? ", but " + other : ""));
        }
        if (driver == Driver.VIRTIOFS && mapping.readOnly() && !sharing.hasReadOnlyVirtiofs()) {
            throw settings.refusal(
                    FolderKeys.DRIVER,
                    "it can keep a guest from writing since libvirt 11.0.0, and " + request.url() + " has "
                            + sharing.versionText()
                            + ". Set driver = 9p, or readOnly = false where the guest may write");
        }
    }

    /** Says no only where it is sure: this process may not be allowed to see what QEMU is. */
    private static FolderMapping look(FolderMapping mapping, Settings settings) {
        try {
            if (Files.readAttributes(Path.of(mapping.hostPath()), BasicFileAttributes.class)
                    .isDirectory()) {
                return mapping.asSeen();
            }
            throw settings.refusal(FolderKeys.HOST_PATH, "is not a folder, and only folders can be mapped");
        } catch (NoSuchFileException e) {
            throw settings.refusal(FolderKeys.HOST_PATH, "there is no such folder", e);
        } catch (AccessDeniedException | InvalidPathException e) {
            return mapping;
        } catch (IOException e) {
            throw settings.refusal(FolderKeys.HOST_PATH, "cannot be looked at: " + e.getMessage(), e);
        }
    }
}
