package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.testkit.CloudHostProviderContract;
import java.util.List;

/** What the provider does before a setup, it does without a hypervisor, and without libvirt's client library. */
class LibvirtCloudHostProviderContractTest extends CloudHostProviderContract {

    @Override
    protected CloudHostProvider provider() {
        return new LibvirtCloudHostProvider();
    }

    @Override
    protected ProviderContext context() {
        return new Context();
    }

    @Override
    protected String section() {
        return "libvirtURL = \"qemu+ssh://user@nobody.invalid/system\", libvirtBaseDomain = my_base_domain";
    }

    @Override
    protected List<String> badSections() {
        return List.of(
                "libvirtURL = \"qemu+ssh://user:S3CRET@nobody.invalid/system\", libvirtBaseDomain = my_base_domain",
                section() + ", nvram = sometimes",
                section() + ", libvirtStartTimeout = 0",
                section() + ", fsMapping { data { readOnly = true } }",
                section() + ", libvirtBaseDomain = []",
                "libvirtURL = \"qemu:///system\"");
    }

    @Override
    protected void assertNothingIsMade() {
        // Nobody can be reached who could make anything: it would have failed.
    }

    @Override
    protected List<String> secrets() {
        return List.of("S3CRET");
    }
}
