package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * Tells whether two paths of the hypervisor lead to the same file, symbolic links included where they can be seen. Paths are
 * texts: what is a path there need not be one here.
 */
final class HostPaths {

    /** As many as Linux follows: path_resolution(7). Links can lead in a circle. */
    private static final int MOST_LINKS = 40;

    private final UnaryOperator<String> resolver;

    private HostPaths(UnaryOperator<String> resolver) {
        this.resolver = resolver;
    }

    /** Looks at the links of this machine where the hypervisor is this machine. */
    static HostPaths of(ConnectionUrl url) {
        return new HostPaths(url.isLocal() ? HostPaths::followingLinks : HostPaths::normalised);
    }

    /** Returns the path without links, as far as they are known. */
    String resolve(String path) {
        return resolver.apply(path);
    }

    /** Returns an absolute path without dots, by its letters alone, and anything else as it is. */
    static String normalised(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    private static String followingLinks(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        try {
            return followingLinks(Path.of(path), MOST_LINKS).toString();
        } catch (InvalidPathException e) {
            // A JVM with an ASCII locale can name no other files.
            return normalised(path);
        }
    }

    /** Of what is not there yet, the folder that it will be in counts. */
    private static Path followingLinks(Path path, int left) {
        try {
            // Not normalised before: the dots behind a link mean the folder above its target.
            return path.toRealPath();
        } catch (IOException e) {
            Path folder = path.getParent();
            if (folder == null || left == 0) {
                return path;
            }
            Path here = followingLinks(folder, left).resolve(path.getFileName()).normalize();
            return Files.isSymbolicLink(here) ? followingLinks(target(here), left - 1) : here;
        }
    }

    /** Returns where a link leads that leads to nothing. */
    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return link;
        }
    }
}
