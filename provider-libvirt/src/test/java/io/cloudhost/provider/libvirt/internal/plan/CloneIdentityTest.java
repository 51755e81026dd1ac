package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CloneIdentityTest {

    @Test
    void namesACloneAfterItsLabelAndItsUuid() {
        CloneIdentity identity = CloneIdentity.random("nat_host");

        assertThat(identity.name())
                .isEqualTo("nat_host-" + identity.uuid().toString().substring(0, 8));
    }

    @Test
    void replacesWhatNamesOfDomainsAndFilesCannotHold() {
        assertThat(CloneIdentity.random("my host/../x").name()).startsWith("my-host-..-x-");
    }

    @Test
    void makesAddressesThatAreAssignedLocallyAndToOneInterface() {
        CloneIdentity identity = CloneIdentity.random("h");

        assertThat(identity.macs().next()).isNotEqualTo(identity.macs().next());
        assertThat(identity.macs().next().value()).startsWith("52:54:00:");
    }
}
