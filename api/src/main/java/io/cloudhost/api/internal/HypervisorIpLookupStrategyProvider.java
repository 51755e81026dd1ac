package io.cloudhost.api.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.util.List;

/** Make strategies that ask the provider itself, through its own port. So this one comes with the engine. */
public final class HypervisorIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<List<AddressReports.Source>> SOURCES = SettingKey.choices(
                    "sources",
                    "What the hypervisor looks into, in this order: 'lease', the leases of its own DHCP server; 'agent', what the"
                            + " guest's agent tells; 'arp', its table of neighbours, which has addresses of other DHCP servers too.",
                    AddressReports.Source.class)
            .example("[agent, lease]");

    /** For the service loader. */
    public HypervisorIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "hypervisor";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(SOURCES);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return new HypervisorIpLookupStrategy(settings.get(SOURCES));
    }

    /** There is no machine yet that could be asked about; the provider says what it could tell of one. */
    @Override
    public void examine(Settings settings, IpLookupRequest request, Examination examination) {
        new SourcesExamination(settings, request.reports()).examine(settings.get(SOURCES), examination);
    }
}
