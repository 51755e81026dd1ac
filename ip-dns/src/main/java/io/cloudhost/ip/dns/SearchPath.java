package io.cloudhost.ip.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;

/**
 * Where a name that does not end with a dot is looked for.
 *
 * @param domains put behind the name, one after the other
 * @param dots a name with at least as many is first asked for as it is
 * @param othersToo whether a name with fewer dots is asked for as it is, too, in the end
 */
record SearchPath(List<Name> domains, int dots, boolean othersToo) {

    /** A name is asked for as it is. */
    static final SearchPath NONE = new SearchPath(List.of(), 1, true);

    SearchPath {
        domains = List.copyOf(domains);
    }

    /**
     * Searches as somebody says who knows where the name is. Servers that serve other domains may well have an address for
     * the name alone; it would be the one of another interface, or of another machine.
     */
    static SearchPath only(List<Name> domains) {
        return new SearchPath(domains, 1, false);
    }

    /** Searches as this computer's resolver does. */
    static SearchPath usual(List<Name> domains, int dots) {
        return new SearchPath(domains, dots, true);
    }

    /** Gives the whole names to ask for, the one that is preferred first. */
    List<Name> candidates(Name name) {
        if (name.isAbsolute()) {
            return List.of(name);
        }
        List<Name> candidates = new ArrayList<>();
        domains.stream().flatMap(domain -> join(name, domain)).forEach(candidates::add);
        if (name.labels() > dots) {
            join(name, Name.root).forEach(whole -> candidates.add(0, whole));
        } else if (othersToo) {
            join(name, Name.root).forEach(candidates::add);
        }
        return candidates;
    }

    private static Stream<Name> join(Name name, Name domain) {
        try {
            return Stream.of(Name.concatenate(name, domain));
        } catch (NameTooLongException e) {
            // Nobody can have registered it.
            return Stream.empty();
        }
    }
}
