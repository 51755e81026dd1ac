package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.AddressFamily;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What a server is asked.
 *
 * @param name the whole name
 * @param type the type of the record, as dnsjava numbers them
 */
record Question(Name name, int type) {

    /** Gives the types of record that have a family's addresses, the one that is preferred first. */
    static List<Integer> typesOf(AddressFamily family) {
        return switch (family) {
            case ANY -> List.of(Type.A, Type.AAAA);
            case IPV4 -> List.of(Type.A);
            case IPV6 -> List.of(Type.AAAA);
        };
    }

    /** Writes it as it stands in a zone, e.g. {@code web.lab.example A}. */
    @Override
    public String toString() {
        return name.toString(true) + " " + Type.string(type);
    }
}
