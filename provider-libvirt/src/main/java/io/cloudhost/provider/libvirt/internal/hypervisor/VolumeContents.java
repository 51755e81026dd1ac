package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.libvirt.LibvirtException;
import org.libvirt.StorageVol;
import org.libvirt.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is in a volume through libvirt, wherever the volume is. */
final class VolumeContents {

    private static final Logger LOG = LoggerFactory.getLogger(VolumeContents.class);

    /** What libvirt sends at once is a few bytes less, whatever is asked for. */
    private static final int CHUNK = 256 * 1024;

    private static final int FROM_THE_START = 0;
    private static final int TO_THE_END = 0;

    private VolumeContents() {}

    /** Frees the stream. Returns empty where the thread was interrupted, which it then no longer is. */
    static Optional<String> sha256(Stream stream, StorageVol volume) throws LibvirtException {
        try {
            volume.download(stream, FROM_THE_START, TO_THE_END, 0);
            MessageDigest digest = sha256();
            byte[] chunk = new byte[CHUNK];
            for (int size = stream.receive(chunk); size > 0; size = stream.receive(chunk)) {
                digest.update(chunk, 0, size);
                if (Thread.interrupted()) {
                    return Optional.empty();
                }
            }
            // Only this tells whether the end is the end: an error on the hypervisor ends the data too.
            stream.finish();
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } finally {
            free(stream);
        }
    }

    /**
     * Aborts the transfer where it is not finished. After one that failed, aborting fails with the same error again: that
     * must not hide the first one. libvirt-java then cannot free the stream, which keeps the connection open.
     */
    private static void free(Stream stream) {
        try {
            stream.free();
        } catch (LibvirtException e) {
            LOG.debug("a stream cannot be freed", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
