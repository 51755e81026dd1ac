package io.cloudhost.api.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.util.List;
import java.util.Locale;

/** Make strategies that ask the provider itself, through its own port. So this one comes with the engine. */
public final class HypervisorIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<List<String>> SOURCES = SettingKey.texts(
            "sources",
            "What the hypervisor is asked for, in this order: 'lease', its own DHCP server's; 'agent', the guest agent's list"
                    + " of interfaces; 'arp', its table of neighbours, for addresses that another DHCP server gave.");

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
        List<AddressReports.Source> sources = settings.get(SOURCES).stream()
                .map(word -> source(settings, word))
                .distinct()
                .toList();
        return new HypervisorIpLookupStrategy(sources);
    }

    private static AddressReports.Source source(Settings settings, String word) {
        for (AddressReports.Source source : AddressReports.Source.values()) {
            if (source.name().equalsIgnoreCase(word.strip())) {
                return source;
            }
        }
        throw settings.refusal(SOURCES, "\"" + word + "\" is none of them. Write " + words());
    }

    private static String words() {
        return String.join(
                ", ",
                List.of(AddressReports.Source.values()).stream()
                        .map(source -> source.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
