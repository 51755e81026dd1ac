package io.cloudhost.ip.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What a server is asked.
 *
 * @param name the whole name
 * @param type the type of the record, as dnsjava numbers them
 */
record Question(Name name, int type) {

    /** Writes it as it stands in a zone, e.g. {@code web.lab.example A}. */
    @Override
    public String toString() {
        return name.toString(true) + " " + Type.string(type);
    }
}
