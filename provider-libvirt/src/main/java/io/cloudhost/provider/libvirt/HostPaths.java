package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Tells whether two paths of the hypervisor lead to the same file, symbolic links included where they can be seen. */
final class HostPaths {

    private final UnaryOperator<Path> resolver;

    private HostPaths(UnaryOperator<Path> resolver) {
        this.resolver = resolver;
    }

    /** Looks at the links of this machine where the hypervisor is this machine. */
    static HostPaths of(ConnectionUrl url) {
        return new HostPaths(url.isLocal() ? HostPaths::followingLinks : UnaryOperator.identity());
    }

    /** Returns the path without links, as far as they are known. */
    Path resolve(String path) {
        return resolver.apply(Path.of(path).normalize());
    }

    /** Of what is not there yet, the folder that it will be in counts. */
    private static Path followingLinks(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path folder = path.getParent();
            return folder == null ? path : followingLinks(folder).resolve(path.getFileName());
        }
    }
}
