package io.cloudhost.core.evidence;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One folder of evidence, new, and for its owner alone: what a machine wrote to its console is nobody else's business. */
final class EvidenceFolder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path path;

    private EvidenceFolder(Path path) {
        this.path = path;
    }

    /** Makes a folder that is named after a host and a time. */
    static EvidenceFolder create(Path parent, String label, Instant time) throws IOException {
        Files.createDirectories(parent);
        String name = label.replaceAll("[^A-Za-z0-9_-]", "_") + "-" + TIME.format(time);
        int number = 1;
        while (true) {
            Path path = parent.resolve(number == 1 ? name : name + "-" + number);
            try {
                return new EvidenceFolder(Files.createDirectory(path, forOwner(parent, "rwx------")));
            } catch (FileAlreadyExistsException e) {
                number++;
            }
        }
    }

    Path path() {
        return path;
    }

    void write(String file, byte[] content) throws IOException {
        Path created = Files.createFile(path.resolve(file), forOwner(path, "rw-------"));
        Files.write(created, content);
    }

    private static FileAttribute<?>[] forOwner(Path place, String permissions) {
        boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
