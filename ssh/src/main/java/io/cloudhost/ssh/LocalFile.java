package io.cloudhost.ssh;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import io.cloudhost.ssh.internal.SshFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file or folder on this computer that is copied, or that a copy becomes. Links are followed.
 *
 * @param path where it is
 */
record LocalFile(Path path) {

    private static final String ALL_PERMISSIONS = "rwxrwxrwx";

    /** Throws where it is not there, or has something in it that cannot be copied: before anything is begun. */
    void checkSource() {
        if (!Files.exists(path)) {
            throw SshFailureException.passing("there is no " + path + " on this computer", null);
        }
        try {
            Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Checker());
        } catch (FileSystemLoopException e) {
            throw SshFailureException.passing("the link " + e.getFile() + " leads to a folder that it is in", e);
        } catch (IOException e) {
            throw SshFailureException.passing("it cannot be read: " + e, e);
        }
    }

    /** Throws where no copy can be put: before anything is begun. */
    void checkTarget() {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw SshFailureException.passing("there is no folder " + folder + " on this computer", null);
        }
    }

    boolean isFolder() {
        return Files.isDirectory(path);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    List<LocalFile> children() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.sorted().map(LocalFile::new).toList();
        }
    }

    /**
     * Returns what a copy becomes in this folder, under a name that somebody else gives; throws where the name leads elsewhere.
     * A link that stands there goes: whoever gives the names would choose which of the links is written through.
     */
    LocalFile newChild(String name) throws IOException {
        Path child = child(name);
        if (Files.isSymbolicLink(child)) {
            Files.delete(child);
        }
        return new LocalFile(child);
    }

    private Path child(String name) throws IOException {
        try {
            Path child = path.resolve(name);
            if (path.equals(child.getParent()) && !name.equals(".") && !name.equals("..")) {
                return child;
            }
        } catch (InvalidPathException e) {
            throw new IOException("a file named so cannot be on this computer: " + e.getMessage(), e);
        }
        throw new IOException("\"" + name + "\" is no name of a file");
    }

    /** Returns how many bytes the file has. */
    long size() throws IOException {
        return Files.size(path);
    }

    InputStream read() throws IOException {
        return Files.newInputStream(path);
    }

    /**
     * Opens it as an empty file. Until its mode is set, a new one is its owner's alone, and one that was there has its old mode,
     * with what its owner needs.
     */
    OutputStream write() throws IOException {
        if (Files.exists(path)) {
            letOwner(OWNER_READ, OWNER_WRITE);
        }
        return Channels.newOutputStream(Files.newByteChannel(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                ownersAlone("rw-------")));
    }

    /** Makes the folder, unless it is there. Its owner may put files into it, until its mode is set. */
    void makeFolder() throws IOException {
        if (isFolder()) {
            letOwner(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
        } else {
            Files.createDirectory(path, ownersAlone("rwx------"));
        }
    }

    /** Returns its permissions, as POSIX numbers them. */
    int mode() throws IOException {
        if (!hasPermissions()) {
            return isFolder() ? 0755 : 0644;
        }
        String letters = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        int mode = 0;
        for (int i = 0; i < letters.length(); i++) {
            mode = mode << 1 | (letters.charAt(i) == '-' ? 0 : 1);
        }
        return mode;
    }

    void setMode(int mode) throws IOException {
        if (hasPermissions()) {
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < ALL_PERMISSIONS.length(); i++) {
                boolean set = (mode >> (ALL_PERMISSIONS.length() - 1 - i) & 1) == 1;
                letters.append(set ? ALL_PERMISSIONS.charAt(i) : '-');
            }
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(letters.toString()));
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private boolean hasPermissions() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Adds to what the owner may do: an earlier copy may have left what nobody may write to. */
    private void letOwner(PosixFilePermission... permissions) throws IOException {
        if (hasPermissions()) {
            Set<PosixFilePermission> all = Files.getPosixFilePermissions(path);
            // Who is not the owner may be allowed to write, but not to change this.
            if (all.addAll(List.of(permissions))) {
                Files.setPosixFilePermissions(path, all);
            }
        }
    }

    private FileAttribute<?>[] ownersAlone(String permissions) {
        return hasPermissions()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static final class Checker extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
                throw SshFailureException.passing(file + " is neither a file nor a folder", null);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
