package io.cloudhost.ip.dns;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.time.Duration;

/** Make strategies that ask DNS for the address that belongs to a name. */
public final class DnsIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<NameTemplate> HOSTNAME = SettingKey.scalar(
            "hostname",
            "host name, may contain " + NameTemplate.PLACEHOLDERS,
            "The name to ask for. Placeholders stand for what is known of the machine; {mac} has dashes.",
            NameTemplate::parse);

    static final SettingKey<ServerAddress> SERVER = SettingKey.scalar(
            "server",
            "host[:port]",
            "The DNS server to ask, on port 53 unless another one is given. Without it, the servers are asked that this "
                    + "computer uses.",
            ServerAddress::parse);

    static final SettingKey<Duration> QUERY_TIMEOUT = SettingKey.duration(
            "queryTimeout", "How long to wait for the answer to one question, before it is asked again.");

    /** For the service loader. */
    public DnsIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "DNS";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(HOSTNAME, SERVER, QUERY_TIMEOUT);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        Duration queryTimeout = settings.get(QUERY_TIMEOUT);
        if (queryTimeout.isZero()) {
            throw settings.refusal(QUERY_TIMEOUT, "must be more than nothing");
        }
        NameServers servers =
                settings.find(SERVER).<NameServers>map(NameServers::of).orElseGet(NameServers::ofSystem);
        return new DnsIpLookupStrategy(settings.get(HOSTNAME), servers, queryTimeout, WaitableClock.system());
    }
}
