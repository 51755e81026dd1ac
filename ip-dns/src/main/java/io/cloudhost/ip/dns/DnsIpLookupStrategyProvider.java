package io.cloudhost.ip.dns;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;

/** Make strategies that ask DNS for the address that belongs to a name. */
public final class DnsIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<NameTemplate> HOSTNAME = SettingKey.scalar(
                    "hostname",
                    "host name, may contain " + NameTemplate.PLACEHOLDERS,
                    "The name to ask for. Placeholders stand for what is known of the machine, {name} for its name as a guest "
                            + "can bear it; a name without one of its own may still lead to the address of an earlier clone.",
                    NameTemplate::parse)
            .example("\"{name}.lab.example\"");

    static final SettingKey<List<String>> SERVER = SettingKey.texts(
                    "server",
                    "The DNS server to ask, host or host:port, or a list of servers. All are asked at the same time, and the "
                            + "first that has an address is believed. Without it, those that this computer uses.")
            .example("[\"10.0.1.1\", \"10.0.2.1:5353\"]");

    static final SettingKey<Integer> PORT = SettingKey.port(
                    "port", "The port of each `server` that is written without one; 53 where this is missing.")
            .example("5353");

    static final SettingKey<List<String>> SEARCH_DOMAINS = SettingKey.texts(
                    "searchDomains",
                    "The domains in which a name is looked for that does not end with a dot; one that has a dot is first asked "
                            + "for as it is. Without it, none where `server` is set, else those of this computer.")
            .example("[lab.example, bridge.example]");

    static final SettingKey<AddressFamily> FAMILY = SettingKey.choice(
                    "family", "Which addresses are asked for; any prefers IPv4.", AddressFamily.class)
            .example("ipv6");

    static final SettingKey<Boolean> TCP = SettingKey.flag(
                    "tcp",
                    "Whether to ask over TCP alone. Otherwise TCP is used where an answer does not fit into a datagram.")
            .example("true");

    static final SettingKey<Duration> QUERY_TIMEOUT = SettingKey.timeLimit(
                    "queryTimeout", "How long to wait for the answer to one question, before it is asked again.")
            .example("500ms");

    static final SettingKey<Name> TSIG_KEY = SettingKey.scalar(
                    "tsigKey",
                    "name of a key",
                    "The TSIG key that questions are signed with. An answer that is not signed with it is not believed.",
                    text -> LegalName.parseWhole(text)
                            .orElseThrow(
                                    () -> new IllegalArgumentException(
                                            "not the name of a key. Write it as in the server's settings, e.g. tests.lab.example")))
            .example("tests.lab.example");

    static final SettingKey<TsigKey.Algorithm> TSIG_ALGORITHM = SettingKey.scalar(
                    "tsigAlgorithm",
                    TsigKey.Algorithm.WORDS,
                    "How the key signs, as in the server's settings.",
                    TsigKey.Algorithm::parse)
            .example("hmac-sha512");

    static final SettingKey<Secret> TSIG_SECRET = SettingKey.secret(
                    "tsigSecret", "The secret of the key, in Base64. Never shown.")
            .example("${TESTS_TSIG_SECRET}");

    private static final Logger LOG = LoggerFactory.getLogger(DnsIpLookupStrategyProvider.class);

    /** For the service loader. */
    public DnsIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "DNS";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(
                HOSTNAME,
                SERVER,
                PORT,
                SEARCH_DOMAINS,
                FAMILY,
                TCP,
                QUERY_TIMEOUT,
                TSIG_KEY,
                TSIG_ALGORITHM,
                TSIG_SECRET);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return strategy(settings);
    }

    @Override
    public void examine(Settings settings, IpLookupRequest request, Examination examination)
            throws InterruptedException {
        try (DnsIpLookupStrategy strategy = strategy(settings)) {
            strategy.examine(request, settings.path() + " (" + settings.origin() + ")", examination);
        }
    }

    private static DnsIpLookupStrategy strategy(Settings settings) {
        NameTemplate template = settings.get(HOSTNAME);
        Duration queryTimeout = settings.get(QUERY_TIMEOUT);
        // Read anew for each host: computers move between networks.
        Optional<ResolverConfig> computer = settings.has(SERVER) ? Optional.empty() : Optional.of(new ResolverConfig());
        boolean tcp = settings.get(TCP);
        Optional<TsigKey> key = key(settings);
        List<NameServer> servers = servers(settings, computer).stream()
                .map(address -> new NameServer(new ServerLocation(address, InetAddress::getByName), tcp, key))
                .toList();
        DnsIpLookupStrategy strategy = new DnsIpLookupStrategy(
                template, searchPath(settings, computer), settings.get(FAMILY), servers, queryTimeout);
        warnOfStaleAddresses(settings, template);
        return strategy;
    }

    private static List<ServerAddress> servers(Settings settings, Optional<ResolverConfig> computer) {
        Optional<Integer> port = settings.find(PORT);
        if (computer.isPresent()) {
            if (port.isPresent()) {
                throw settings.refusal(PORT, "is the port of `server`, which is missing. Set both, or none of them");
            }
            return computer.get().servers().stream()
                    .map(server -> new ServerAddress(server.getHostString(), server.getPort()))
                    .toList();
        }
        try {
            return settings.get(SERVER).stream()
                    .map(text -> ServerAddress.parse(text, port.orElse(ServerAddress.DNS_PORT)))
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            throw settings.refusal(SERVER, String.valueOf(e.getMessage()), e);
        }
    }

    private static SearchPath searchPath(Settings settings, Optional<ResolverConfig> computer) {
        if (settings.has(SEARCH_DOMAINS)) {
            List<Name> domains = settings.get(SEARCH_DOMAINS).stream()
                    .map(text -> LegalName.parseWhole(text)
                            .orElseThrow(() -> settings.refusal(
                                    SEARCH_DOMAINS, "\"" + text + "\" is not a domain. Write e.g. lab.example")))
                    .toList();
            return SearchPath.only(domains);
        }
        return computer.map(config -> SearchPath.usual(config.searchPath(), config.ndots()))
                .orElse(SearchPath.NONE);
    }

    private static Optional<TsigKey> key(Settings settings) {
        if (settings.has(TSIG_KEY) != settings.has(TSIG_SECRET)) {
            SettingKey<?> alone = settings.has(TSIG_KEY) ? TSIG_KEY : TSIG_SECRET;
            throw settings.refusal(alone, "a TSIG key is both tsigKey and tsigSecret; one of them is missing");
        }
        TsigKey.Algorithm algorithm = settings.get(TSIG_ALGORITHM);
        if (!settings.has(TSIG_KEY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TsigKey.of(settings.get(TSIG_KEY), algorithm, settings.get(TSIG_SECRET)));
        } catch (IllegalArgumentException e) {
            throw settings.refusal(TSIG_SECRET, String.valueOf(e.getMessage()));
        }
    }

    private static void warnOfStaleAddresses(Settings settings, NameTemplate template) {
        if (!template.distinguishesClones()) {
            LOG.warn(
                    "{}.{} = \"{}\" ({}): all clones have this name, so DNS may still know the address of an earlier one. "
                            + "Where the guest can announce it, use a name of its own, e.g. with {uuid}",
                    settings.path(),
                    HOSTNAME,
                    template,
                    settings.originOf(HOSTNAME));
        }
    }
}
