package io.cloudhost.provider.libvirt.internal.hypervisor;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libvirt.Domain.InterfaceAddressesSource;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.virDomainInterface;
import org.libvirt.jna.virDomainIpAddress;

/**
 * The addresses of the domains of one connection.
 *
 * <p>The answer of the guest's agent passes through libvirt as the guest wrote it. Libvirt-java would ask a name service
 * for whatever is in it, and for one bad text give up all the others.
 */
final class LibvirtAddresses {

    private static final String WHAT = "read the addresses";

    private static final int NO_FLAGS = 0;

    private static final Pattern SINGLE_DIGIT = Pattern.compile("\\b\\p{XDigit}\\b");

    private final LibvirtConnection connection;

    LibvirtAddresses(LibvirtConnection connection) {
        this.connection = connection;
    }

    List<Report> read(UUID uuid, Source source) {
        DomainPointer domain = connection.domain(uuid, WHAT);
        try {
            return read(domain, number(source));
        } finally {
            Libvirt.INSTANCE.virDomainFree(domain);
        }
    }

    private static List<Report> read(DomainPointer domain, int source) {
        PointerByReference answer = new PointerByReference();
        int count = Libvirt.INSTANCE.virDomainInterfaceAddresses(domain, answer, source, NO_FLAGS);
        if (count < 0) {
            throw LibvirtCall.refusal(WHAT);
        }
        @Nullable Pointer array = answer.getValue();
        if (array == null) {
            return List.of();
        }
        Pointer[] interfaces = array.getPointerArray(0, count);
        try {
            return Stream.of(interfaces)
                    .map(virDomainInterface::new)
                    .flatMap(each -> reports(each.hwaddr, texts(each)))
                    .toList();
        } finally {
            Stream.of(interfaces).forEach(LibvirtAddresses::free);
            Native.free(Pointer.nativeValue(array));
        }
    }

    private static Stream<@Nullable String> texts(virDomainInterface from) {
        return from.naddrs == 0
                ? Stream.empty()
                : Stream.of((virDomainIpAddress[]) from.addrs.toArray(from.naddrs))
                        .map(address -> address.addr);
    }

    private static void free(Pointer each) {
        virDomainInterface.Ptr handle = new virDomainInterface.Ptr();
        handle.setPointer(each);
        Libvirt.INSTANCE.virDomainInterfaceFree(handle);
    }

    /** Returns nothing for an interface whose own address is of another kind, such as InfiniBand's. */
    static Stream<Report> reports(@Nullable String hardwareAddress, Stream<@Nullable String> addresses) {
        Optional<MacAddress> mac;
        try {
            mac = Optional.ofNullable(hardwareAddress)
                    // Agents on BSD write it without leading zeros.
                    .map(address -> SINGLE_DIGIT.matcher(address).replaceAll("0$0"))
                    .map(MacAddress::new);
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
        return addresses.flatMap(text -> address(text).stream()).map(address -> new Report(mac, address));
    }

    /** Returns empty for what is no address. Leaves out the zone of an IPv6 address, which only the guest understands. */
    private static Optional<InetAddress> address(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        int zone = text.contains(":") ? text.indexOf('%') : -1;
        return IpLiteral.parse(zone < 0 ? text : text.substring(0, zone));
    }

    private static int number(Source source) {
        return switch (source) {
            case LEASE -> InterfaceAddressesSource.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE;
            case AGENT -> InterfaceAddressesSource.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT;
            case ARP -> InterfaceAddressesSource.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP;
        };
    }
}
