package io.cloudhost.provider.libvirt.internal.evidence;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Path;

/**
 * Read the end of the log that libvirt keeps of each domain, with what QEMU said.
 *
 * <p>Where it lies: <a href="https://libvirt.org/drvqemu.html#location-of-configuration-files">libvirt's QEMU driver</a>.
 */
public final class HypervisorLog {

    /** How much of the end is read. */
    private static final int MOST = 256 * 1024;

    private final ConnectionUrl url;
    private final Path file;

    private HypervisorLog(ConnectionUrl url, Path file) {
        this.url = url;
        this.file = file;
    }

    /**
     * Find out where a domain's log is.
     *
     * @param url the hypervisor
     * @param domain the domain's name
     * @return the log, which need not be there
     */
    public static HypervisorLog of(ConnectionUrl url, String domain) {
        return in(url, folder(url), domain);
    }

    static HypervisorLog in(ConnectionUrl url, Path folder, String domain) {
        return new HypervisorLog(url, folder.resolve(domain + ".log"));
    }

    /**
     * Read it.
     *
     * @return the last 256 KiB
     * @throws IOException when it cannot be read from here; says where it lies
     */
    public byte[] tail() throws IOException {
        if (!url.isLocal()) {
            throw new IOException("it lies on the machine of the hypervisor " + url + ", as " + file);
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(MOST, log.length())];
            log.seek(log.length() - tail.length);
            log.readFully(tail);
            return tail;
        } catch (IOException e) {
            throw new IOException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path folder(ConnectionUrl url) {
        URI uri = URI.create(url.text());
        String driver = uri.getScheme().replaceFirst("\\+.*", "");
        if (!"/session".equals(uri.getPath())) {
            return Path.of("/var/log/libvirt", driver);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve(Path.of("libvirt", driver, "log"));
    }
}
