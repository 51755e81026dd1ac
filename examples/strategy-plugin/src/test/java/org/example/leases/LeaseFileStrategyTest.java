package org.example.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFileStrategyTest {

    private static final IpLookupRequest REQUEST = new IpLookupRequest(
            "my_host",
            "my_host-4f2a",
            UUID.randomUUID(),
            Optional.of(new MacAddress("52:54:00:12:ab:cd")),
            Duration.ofSeconds(10));

    @TempDir
    Path folder;

    @Test
    void leasesOfOthersAndLinesThatAreNoneAreNoAnswer() throws IOException {
        Path file = Files.writeString(folder.resolve("leases"), """
                1767225600 52:54:00:12:ab:ce 198.51.100.8 other *
                duid 00:01:00:01:2c
                1767225600 52:54:00:12:ab:cd nowhere guest *
                """);

        assertThat(new LeaseFileStrategy(file).lookup(REQUEST)).isEmpty();
    }

    @Test
    void caseOfTheMacAddressDoesNotMatter() throws IOException {
        Path file = Files.writeString(folder.resolve("leases"), "0 52:54:00:12:AB:CD 198.51.100.7 guest *\n");

        assertThat(new LeaseFileStrategy(file).lookup(REQUEST)).contains(InetAddress.getByName("198.51.100.7"));
    }

    @Test
    void fileThatIsNotThereYetIsAskedForAgain() {
        assertThatThrownBy(() -> new LeaseFileStrategy(folder.resolve("none")).lookup(REQUEST))
                .isInstanceOfSatisfying(IpLookupException.class, e -> assertThat(e.isPermanent())
                        .isFalse())
                .hasMessage("cannot read the leases in " + folder + "/none: java.nio.file.NoSuchFileException: "
                        + folder + "/none");
    }
}
