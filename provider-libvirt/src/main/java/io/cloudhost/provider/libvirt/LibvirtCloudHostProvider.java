package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.hypervisor.SharedConnections;
import java.util.Optional;

/** Make hosts that are clones of libvirt domains. */
public final class LibvirtCloudHostProvider implements CloudHostProvider {

    private final HypervisorConnector connector;
    private final Renewals renewals = new Renewals();

    /** Create the provider, for {@link java.util.ServiceLoader}. Loads no native library yet. */
    public LibvirtCloudHostProvider() {
        this(SharedConnections.ofThisProcess());
    }

    LibvirtCloudHostProvider(HypervisorConnector connector) {
        this.connector = connector;
    }

    @Override
    public String name() {
        return "libvirt";
    }

    @Override
    public SettingsSchema schema() {
        return LibvirtKeys.SCHEMA;
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(LibvirtKeys.BASE_DOMAIN) || host.has(LibvirtKeys.URL);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        return new LibvirtCloudHost(CloneRequest.of(host), context, connector, renewals);
    }

    @Override
    public Optional<HostInventory> inventory(HostDefinition host) {
        return Optional.of(new LibvirtInventory(host.settings().get(LibvirtKeys.URL), connector));
    }

    @Override
    public Optional<HostPlanner> planner(Owner owner) {
        return Optional.of(new LibvirtPlanner(connector, owner));
    }

    @Override
    public AddressReports examine(HostDefinition host, ProviderContext context, Examination examination) {
        return new LibvirtExamination(CloneRequest.of(host), context, connector, examination).perform();
    }
}
