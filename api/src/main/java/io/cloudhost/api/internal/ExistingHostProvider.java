package io.cloudhost.api.internal;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.ProviderContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Provide machines that exist already: nothing is created, and nothing removed. */
public final class ExistingHostProvider implements CloudHostProvider {

    static final SettingKey<String> HOSTNAME = SettingKey.scalar(
                    "hostname",
                    "host name or IP address",
                    "The name or the address of a machine that exists already.",
                    ExistingHostProvider::hostName)
            .example("build-box");

    /** What names and literal addresses are made of: no blank, no user, no scheme, no path. */
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*|[0-9A-Fa-f:.]+(%[\\w.-]+)?");

    /** Create the provider; for {@link java.util.ServiceLoader}. */
    public ExistingHostProvider() {}

    @Override
    public String name() {
        return "existing";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(HOSTNAME);
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(HOSTNAME);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        return new ExistingHost(host.label(), host.settings().get(HOSTNAME), context);
    }

    /** Whether it runs is for the readiness checks to say: it may be off until the tests begin. */
    @Override
    public AddressReports examine(HostDefinition host, ProviderContext context, Examination examination) {
        String name = host.settings().get(HOSTNAME);
        try {
            examination.good("machine " + name, "has the address " + IpLiteral.format(InetAddress.getByName(name)));
        } catch (UnknownHostException e) {
            examination.bad(
                    "machine " + name,
                    "this computer cannot resolve its name",
                    "Correct the name (" + host.settings().originOf(HOSTNAME)
                            + "), or make it known, e.g. in /etc/hosts");
        }
        return AddressReports.NONE;
    }

    private static String hostName(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a host name or IP address. Write it alone, e.g. build-box");
        }
        return text;
    }
}
