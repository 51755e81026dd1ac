package io.cloudhost.ip.dns;

import java.util.List;
import org.xbill.DNS.Type;

/** Which addresses are asked for; the names are the words of the settings. */
enum AddressFamily {
    ANY,
    IPV4,
    IPV6;

    /** The types of record to ask for, the one that is preferred first. */
    List<Integer> types() {
        return switch (this) {
            case ANY -> List.of(Type.A, Type.AAAA);
            case IPV4 -> List.of(Type.A);
            case IPV6 -> List.of(Type.AAAA);
        };
    }
}
