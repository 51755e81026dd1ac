package io.cloudhost.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders to map into guests, until closed. QEMU's user can reach them, unlike JUnit's temporary ones. */
final class HostFolders implements AutoCloseable {

    private final Path root;

    private HostFolders(Path root) {
        this.root = root;
    }

    static HostFolders make() {
        try {
            Path root = Files.createTempDirectory(Path.of("/var/lib/libvirt"), "folders");
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new HostFolders(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a folder that everybody can write to, with a file {@code known}. */
    Path folder(String name) {
        try {
            Path folder = Files.createDirectories(root.resolve(name));
            Files.writeString(folder.resolve("known"), "known contents of " + name + "\n");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Tells whose a file is, and its mode, as they are on this machine: {@code root rw-r--r--}. */
    static String ownerAndMode(Path file) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            return attributes.owner().getName() + " " + PosixFilePermissions.toString(attributes.permissions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a number that QEMU keeps beside a file of a guest, such as {@code uid}. */
    static int kept(Path file, String what) {
        try {
            ByteBuffer value = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class).read("virtfs." + what, value);
            return value.flip().getInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
