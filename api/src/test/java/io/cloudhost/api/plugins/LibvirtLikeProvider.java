package io.cloudhost.api.plugins;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Has the name and the keys of the libvirt adapter, a planner and an inventory. Its hosts look their address up. */
public final class LibvirtLikeProvider implements CloudHostProvider {

    private static final SettingKey<String> URL = SettingKey.text("libvirtURL", "The hypervisor.");
    private static final SettingKey<String> BASE =
            SettingKey.text("libvirtBaseDomain", "The domain to clone.").alias("baseDomain");
    private static final SettingKey<String> NETWORK = SettingKey.text("networkDeviceId", "The network.");
    private static final SettingKey<String> SIZE = SettingKey.text("size", "A size.");

    @Override
    public String name() {
        return "libvirt";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(URL, BASE, NETWORK, Log.FILE)
                .withSection("memory", SettingsSchema.of(SIZE, SettingKey.text("unit", "A unit.")));
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(BASE);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        return new LookingUpHost(host, context);
    }

    @Override
    public Optional<HostInventory> inventory(HostDefinition host) {
        String url = host.settings().get(URL);
        if (url.equals("closed")) {
            throw new CloudHostException("cannot open " + url);
        }
        Log.write(host.settings(), "opened " + host.label());
        return Optional.of(new Inventory(host, url));
    }

    @Override
    public Optional<HostPlanner> planner(Owner owner) {
        return Optional.of(new Planner());
    }

    /** Plans nothing, and shows the settings that it was given. */
    private static final class Planner implements HostPlanner {

        @Override
        public HostPlan plan(HostDefinition host) {
            return plan(host, new byte[0]);
        }

        @Override
        public HostPlan plan(HostDefinition host, byte[] description) {
            String base = host.settings().find(BASE).orElse("none");
            return new HostPlan(
                    host.label(),
                    base,
                    List.of(),
                    new String(description, StandardCharsets.UTF_8) + show(host.settings()));
        }

        private static String show(Settings settings) {
            StringBuilder shown = new StringBuilder();
            for (String key : settings.keys()) {
                SettingValue value = settings.value(key).orElseThrow();
                if (value instanceof Settings section) {
                    shown.append(show(section));
                } else if (value instanceof SettingValue.Text text) {
                    shown.append(settings.path() + "." + key + "=" + text.text() + "\n");
                }
            }
            return shown.toString();
        }
    }

    private record Inventory(HostDefinition host, String place) implements HostInventory {

        @Override
        public List<HostRecord> list() {
            return List.of();
        }

        @Override
        public void remove(String name) {
            throw new CloudHostException("no host " + name);
        }

        @Override
        public void close() {
            Log.write(host.settings(), "closed " + host.label());
        }
    }
}
