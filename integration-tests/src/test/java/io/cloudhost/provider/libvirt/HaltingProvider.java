package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.it.HaltingProgram;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtConnector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;

/** The libvirt provider, over a connection that halts before and after each call that changes something. */
public final class HaltingProvider implements CloudHostProvider {

    /** What starts with one of these changes something on the hypervisor. */
    private static final Set<String> CHANGES =
            Set.of("define", "createVolume", "start", "setMetadata", "shutdown", "destroy", "deleteVolume", "undefine");

    private final LibvirtCloudHostProvider provider = new LibvirtCloudHostProvider(HaltingProvider::connect);

    @Override
    public String name() {
        return "halting";
    }

    @Override
    public SettingsSchema schema() {
        return provider.schema();
    }

    @Override
    public boolean claims(Settings host) {
        return false;
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        return provider.create(host, context);
    }

    @Override
    public Optional<HostInventory> inventory(HostDefinition host) {
        return provider.inventory(host);
    }

    private static Hypervisor connect(ConnectionUrl url) {
        Hypervisor hypervisor = new LibvirtConnector().connect(url);
        return (Hypervisor) Proxy.newProxyInstance(
                HaltingProvider.class.getClassLoader(),
                new Class<?>[] {Hypervisor.class},
                (proxy, method, arguments) -> {
                    boolean changes = CHANGES.stream().anyMatch(method.getName()::startsWith);
                    if (changes) {
                        HaltingProgram.halt("before " + method.getName());
                    }
                    try {
                        return method.invoke(hypervisor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (changes) {
                            HaltingProgram.halt("after " + method.getName());
                        }
                    }
                });
    }
}
