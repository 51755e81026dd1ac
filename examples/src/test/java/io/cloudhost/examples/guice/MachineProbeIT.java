package io.cloudhost.examples.guice;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import io.cloudhost.api.CloudHostsModule;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MachineProbeIT {

    @Test
    void isWiredByGuice() throws IOException {
        MachineProbe probe = Guice.createInjector(new CloudHostsModule()).getInstance(MachineProbe.class);

        assertTrue(probe.answers("nat_host"));
    }
}
