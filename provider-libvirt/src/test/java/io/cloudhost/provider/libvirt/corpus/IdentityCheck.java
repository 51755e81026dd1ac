package io.cloudhost.provider.libvirt.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** What tells one machine from another. */
final class IdentityCheck {

    /** Texts of the domain; compared by what they mean, so that another way to write a UUID is no other UUID. */
    private static final List<String> TEXTS = List.of("name", "uuid", "hwuuid", "title", "genid");

    private static final List<String> OF_INTERFACES = List.of(
            "mac/@address",
            "target/@dev",
            "source/@portid",
            "virtualport/parameters/@interfaceid",
            "virtualport/parameters/@instanceid");

    private IdentityCheck() {}

    static void check(Comparison comparison) {
        if (comparison.cloned().hasAttribute("id")) {
            comparison.report("@id", "belongs to a running domain");
        }
        for (String text : TEXTS) {
            Set<String> ofTheBase = texts(comparison.base(), text);
            Xml.children(comparison.cloned(), text).stream()
                    .filter(element -> ofTheBase.contains(canonical(Xml.text(element))))
                    .forEach(element -> comparison.report(element, "is the base's: " + Xml.text(element)));
        }
        if (Xml.child(comparison.cloned(), "name").map(Xml::text).orElse("").isEmpty()) {
            comparison.report("name", "is missing");
        }
        checkFirmwareUuid(comparison);
        checkInterfaces(comparison);
        checkMetadata(comparison);
    }

    /** Libvirt refuses a domain whose SMBIOS data give another UUID than its own. */
    private static void checkFirmwareUuid(Comparison comparison) {
        String uuid = Xml.child(comparison.cloned(), "uuid").map(Xml::text).orElse("");
        Xml.children(comparison.cloned(), "sysinfo/system/entry").stream()
                .filter(entry -> Xml.has(entry, "name", "uuid"))
                .filter(entry -> !canonical(Xml.text(entry)).equals(canonical(uuid)))
                .forEach(entry -> comparison.report(entry, "is not the clone's UUID: " + Xml.text(entry)));
    }

    private static void checkInterfaces(Comparison comparison) {
        Set<String> addresses = new HashSet<>();
        for (String place : OF_INTERFACES) {
            Set<String> ofTheBase = attributes(comparison.base(), place)
                    .map(Xml.Value::text)
                    .map(IdentityCheck::canonical)
                    .collect(Collectors.toSet());
            attributes(comparison.cloned(), place)
                    .filter(value -> ofTheBase.contains(canonical(value.text())))
                    .forEach(value -> comparison.report(value.where(), "is the base's: " + value.text()));
        }
        long known = attributes(comparison.base(), "mac/@address").count();
        if (attributes(comparison.cloned(), "mac/@address").count() < known) {
            comparison.report("devices/interface/mac/@address", "is missing");
        }
        attributes(comparison.cloned(), "mac/@address")
                .filter(value -> !addresses.add(canonical(value.text())))
                .forEach(value -> comparison.report(value.where(), "is another interface's: " + value.text()));
    }

    /** What the base's metadata say of the base as a clone of ours would make the clone pass for it. */
    private static void checkMetadata(Comparison comparison) {
        String uuid = Xml.child(comparison.cloned(), "uuid").map(Xml::text).orElse("");
        Xml.children(comparison.cloned(), "metadata/cloudhost:clone").stream()
                .filter(record -> !canonical(record.getAttribute("uuid")).equals(canonical(uuid)))
                .forEach(record -> comparison.report(record, "is about another domain"));
    }

    private static Stream<Xml.Value> attributes(Element domain, String place) {
        String full = "devices/interface/" + place;
        return Xml.values(domain).stream().filter(value -> value.place().equals(full));
    }

    private static Set<String> texts(Element domain, String name) {
        return Xml.children(domain, name).stream()
                .map(Xml::text)
                .map(IdentityCheck::canonical)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String canonical(String identity) {
        return Optional.of(identity.strip().toLowerCase(Locale.ROOT))
                .map(text -> text.matches("[0-9a-f-]{32,}") ? text.replace("-", "") : text)
                .orElseThrow();
    }
}
