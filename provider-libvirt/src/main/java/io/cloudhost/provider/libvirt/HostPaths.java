package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Tells whether two paths of the hypervisor lead to the same file, symbolic links included where they can be seen. */
final class HostPaths {

    /** As many as Linux follows: path_resolution(7). Links can lead in a circle. */
    private static final int MOST_LINKS = 40;

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

    private static Path followingLinks(Path path) {
        return followingLinks(path, MOST_LINKS);
    }

    /** Of what is not there yet, the folder that it will be in counts. */
    private static Path followingLinks(Path path, int left) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path folder = path.getParent();
            if (folder == null || left == 0) {
                return path;
            }
            Path here = followingLinks(folder, left - 1).resolve(path.getFileName());
            return Files.isSymbolicLink(here) ? followingLinks(target(here), left - 1) : here;
        }
    }

    /** Returns where a link leads that leads to nothing. */
    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        } catch (IOException e) {
            return link;
        }
    }
}
