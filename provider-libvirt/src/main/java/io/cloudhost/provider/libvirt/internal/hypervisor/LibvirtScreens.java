package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/** The screens of one connection's domains. */
final class LibvirtScreens {

    private static final int FIRST_SCREEN = 0;
    private static final int NO_FLAGS = 0;
    private static final int CHUNK = 256 * 1024;

    /**
     * More than 4096 by 2160 pixels of three bytes. The guest chooses the size, and a test's JVM must hold the picture
     * several times over while a PNG is made of it.
     */
    private static final int LARGEST = 32 * 1024 * 1024;

    private final LibvirtConnection connection;

    LibvirtScreens(LibvirtConnection connection) {
        this.connection = connection;
    }

    Screenshot screenshot(UUID uuid) {
        String what = "take a screenshot of the domain " + uuid;
        DomainPointer domain = connection.domain(uuid, what);
        try {
            StreamPointer stream = connection.stream(what);
            try {
                return new Screenshot(begin(domain, stream, what), read(stream, what));
            } finally {
                // Ends what is still being sent. Libvirt refuses to on a stream that has ended or failed.
                Libvirt.INSTANCE.virStreamAbort(stream);
                Libvirt.INSTANCE.virStreamFree(stream);
            }
        } finally {
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    private static String begin(DomainPointer domain, StreamPointer stream, String what) {
        Pointer kind = UnboundCalls.LIBVIRT.virDomainScreenshot(domain, stream, FIRST_SCREEN, NO_FLAGS);
        if (kind == null) {
            throw LibvirtCall.refusal(what);
        }
        try {
            return kind.getString(0, "US-ASCII");
        } finally {
            Native.free(Pointer.nativeValue(kind));
        }
    }

    private static byte[] read(StreamPointer stream, String what) {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (int size = receive(stream, chunk, what); size > 0; size = receive(stream, chunk, what)) {
            picture.write(chunk.array(), 0, size);
            if (picture.size() > LARGEST) {
                throw new HypervisorException("cannot " + what + ": it has more than " + LARGEST + " bytes", null);
            }
        }
        if (Libvirt.INSTANCE.virStreamFinish(stream) < 0) {
            throw LibvirtCall.refusal(what);
        }
        return picture.toByteArray();
    }

    private static int receive(StreamPointer stream, ByteBuffer chunk, String what) {
        int size = Libvirt.INSTANCE.virStreamRecv(stream, chunk, new SizeT(CHUNK));
        if (size < 0) {
            throw LibvirtCall.refusal(what);
        }
        return size;
    }
}
