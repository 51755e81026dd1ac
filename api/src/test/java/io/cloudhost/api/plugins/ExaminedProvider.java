package io.cloudhost.api.plugins;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.ProviderContext;
import java.util.List;

/** Finds out what its settings say. */
public final class ExaminedProvider implements CloudHostProvider {

    private static final SettingKey<String> STATE = SettingKey.text("state", "good, bad, newer, or broken.");

    @Override
    public String name() {
        return "examined";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(STATE, Log.FILE);
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(STATE);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        return new LookingUpHost(host, context);
    }

    @Override
    public AddressReports examine(HostDefinition host, ProviderContext context, Examination examination) {
        context.addressLookup();
        switch (host.settings().get(STATE)) {
            case "good" -> examination.good("machine", "is there");
            case "bad" -> examination.bad("machine", "is gone", "Bring it back");
            case "newer" -> throw new NoSuchMethodError("'void io.cloudhost.core.spi.Examination.forecast()'");
            default -> throw new CloudHostException("a bug");
        }
        return source -> {
            if (source == AddressReports.Source.LEASE) {
                return List.of();
            }
            throw IpLookupException.permanentFailure("there is none", null);
        };
    }
}
