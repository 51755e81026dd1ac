package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.MacAddress;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Hold the names that are a clone's own.
 *
 * @param name the domain's name; volumes are named after it
 * @param uuid the domain's UUID
 * @param generation the generation id, for a base that has one
 * @param macs the MAC addresses for its interfaces, as many as are asked for
 */
public record CloneIdentity(String name, UUID uuid, UUID generation, Iterator<MacAddress> macs) {

    /**
     * Make an identity that nobody has.
     *
     * <p>The name is the label and the first eight digits of the UUID, so that people recognise it and guests, which know
     * their UUID, can be told from each other.
     *
     * @param label the host's label; what libvirt's names cannot hold is replaced by a dash
     * @return the identity
     */
    public static CloneIdentity random(String label) {
        UUID uuid = UUID.randomUUID();
        String name =
                label.replaceAll("[^A-Za-z0-9_.-]", "-") + "-" + uuid.toString().substring(0, 8);
        SecureRandom random = new SecureRandom();
        return new CloneIdentity(
                name,
                uuid,
                UUID.randomUUID(),
                Stream.generate(() -> randomMac(random)).iterator());
    }

    /** 52:54:00 is the prefix that QEMU and libvirt use for the addresses they make. */
    private static MacAddress randomMac(SecureRandom random) {
        return new MacAddress(String.format(
                "52:54:00:%02x:%02x:%02x", random.nextInt(256), random.nextInt(256), random.nextInt(256)));
    }
}
