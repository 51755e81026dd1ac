package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibvirtCapabilitiesTest {

    @Test
    void readsTheDriversOfFolders() {
        assertThat(drivers("""
                        <disk supported='yes'><enum name='bus'><value>ide</value></enum></disk>
                        <filesystem supported='yes'>
                          <enum name='other'><value>handle</value></enum>
                          <enum name='driverType'><value>path</value><value>virtiofs</value></enum>
                        </filesystem>
                        """)).contains(Set.of("path", "virtiofs"));
    }

    @Test
    void readsThatThereAreNone() {
        assertThat(drivers("<filesystem supported='no'/>")).contains(Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<disk supported='yes'/>"})
    void readsNothingWhereLibvirtSaysNothing(String devices) {
        assertThat(drivers(devices)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9000000, 9.0.0", "11000000, 11.0.0", "12005003, 12.5.3"})
    void showsVersionsAsPeopleDo(long version, String shown) {
        assertThat(new FolderSharing(Optional.empty(), version).versionText()).isEqualTo(shown);
    }

    private static Optional<Set<String>> drivers(String devices) {
        return LibvirtCapabilities.folderDrivers(
                "<domainCapabilities><devices>" + devices + "</devices></domainCapabilities>");
    }
}
