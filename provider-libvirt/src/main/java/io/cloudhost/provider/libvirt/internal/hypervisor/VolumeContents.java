package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * Reads what is in a volume through libvirt, wherever the volume is.
 *
 * <p>Libvirt-java cannot free a stream that failed: it aborts it first, which fails with the same error again, and so the
 * connection would stay open.
 */
final class VolumeContents {

    /** What libvirt sends at once is a few bytes less, whatever is asked for. */
    private static final int CHUNK = 256 * 1024;

    private static final int FROM_THE_START = 0;
    private static final int TO_THE_END = 0;
    private static final int NO_FLAGS = 0;

    private VolumeContents() {}

    static String sha256(LibvirtConnection connection, StorageVolPointer volume, String what)
            throws InterruptedException {
        StreamPointer stream = connection.stream(what);
        try {
            requireDone(
                    Libvirt.INSTANCE.virStorageVolDownload(volume, stream, FROM_THE_START, TO_THE_END, NO_FLAGS), what);
            return read(stream, what);
        } finally {
            // Ends what is still being sent. Libvirt refuses to on a stream that has ended or failed.
            Libvirt.INSTANCE.virStreamAbort(stream);
            Libvirt.INSTANCE.virStreamFree(stream);
        }
    }

    private static String read(StreamPointer stream, String what) throws InterruptedException {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (int size = receive(stream, chunk, what); size > 0; size = receive(stream, chunk, what)) {
            digest.update(chunk.array(), 0, size);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        // Only this tells whether the end is the end: an error on the hypervisor ends the data too.
        requireDone(Libvirt.INSTANCE.virStreamFinish(stream), what);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int receive(StreamPointer stream, ByteBuffer chunk, String what) {
        int size = Libvirt.INSTANCE.virStreamRecv(stream, chunk, new SizeT(CHUNK));
        requireDone(size, what);
        return size;
    }

    private static void requireDone(int result, String what) {
        if (result < 0) {
            throw LibvirtCall.refusal(what);
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
