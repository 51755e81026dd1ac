package io.cloudhost.benchmarks;

import java.time.Instant;

/** The strategies that are compared, with their settings in the words of the lab's cloudhost.conf. */
enum MeasuredStrategy {
    HYPERVISOR("hypervisor", "sources = [lease]"),
    SSH("SSH", """
            url="ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.ssh/id_rsa&passphrase=bigsecret"
            command=\"""grep -B 1 "mac-address.*{0}" /var/lib/libvirt/dnsmasq/virbr-nat.status | grep ip-address | cut -d "\\"" -f 4 | tail -n 1\"""
            """),
    DNS("DNS", "hostname = \"{uuid}.lab.test\", server = \"198.51.100.1:53\""),
    STATIC("static", "ip = \"198.51.100.126\"");

    private final String word;
    private final String section;

    MeasuredStrategy(String word, String section) {
        this.word = word;
        this.section = section;
    }

    /** Returns the name, and what is measured where that is another thing. */
    String title() {
        return waitsForLease() ? word : word + ", from the lookup's start";
    }

    boolean waitsForLease() {
        return this != STATIC;
    }

    String label() {
        return word + "_host";
    }

    /** Returns the settings of a host that is found by this strategy. */
    String settings(LeasedDomain domain) {
        return """
                %1$s {
                  provider = %2$s
                  domain = "%3$s"
                  mac = "%4$s"
                  ipLookupStrategy = %5$s
                  %5$s {
                    %6$s
                  }
                }
                """.formatted(label(), LeasedHostProvider.NAME, domain.uuid(), domain.mac(), word, section);
    }

    /** Returns what the time is counted from. */
    Instant start(Instant lookup, Instant lease) {
        return waitsForLease() ? lease : lookup;
    }
}
