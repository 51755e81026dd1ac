package io.cloudhost.cli;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Makes hosts that are files in a folder, so that tests in this and in other processes can look at them. */
public final class FolderProvider implements CloudHostProvider {

    static final String ADDRESS = "198.51.100.7";

    private static final SettingKey<String> FOLDER = SettingKey.text("folder", "The folder that takes the hosts.");
    private static final SettingKey<String> SETUP = SettingKey.text("setup", "What a setup does: fail, or hang.");
    private static final SettingKey<String> CONSOLE =
            SettingKey.text("console", "What the host writes to its console when it is made.");
    private static final SettingKey<String> TEARDOWN = SettingKey.text("teardown", "What a teardown does: fail.");
    private static final SettingKey<String> LISTING = SettingKey.text("listing", "What the list of hosts does: fail.");
    private static final SettingKey<String> REFUSE = SettingKey.text("refuse", "The element that a plan refuses.");

    private static final SettingKey<String> AILMENT =
            SettingKey.text("ailment", "What an examination finds to be bad.");

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(FOLDER, SETUP, CONSOLE, TEARDOWN, LISTING, REFUSE, AILMENT);
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(FOLDER);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        HostFolder folder = folder(host);
        HostRecord record = new HostRecord(
                host.label() + "-1",
                host.label(),
                "tiny-base",
                context.owner(),
                context.lifetime(),
                context.clock().now(),
                "running",
                Optional.of(ADDRESS),
                Optional.empty(),
                false);
        String setup = host.settings().find(SETUP).orElse("work");
        String teardown = host.settings().find(TEARDOWN).orElse("work");
        Optional<FolderConsole> console =
                host.settings().find(CONSOLE).map(text -> new FolderConsole(text, folder, record.name()));
        return new FolderHost(
                new HostLifecycle(
                        host.label(),
                        List.of(new CloneStep(folder, record, teardown, console), new AddressStep(setup)),
                        context.listener(),
                        context.clock()),
                console);
    }

    @Override
    public Optional<HostInventory> inventory(HostDefinition host) {
        boolean fails = host.settings().find(LISTING).isPresent();
        return Optional.of(fails ? new HostFolder(Path.of("gone")) : folder(host));
    }

    @Override
    public Optional<HostPlanner> planner(Owner owner) {
        return Optional.of(new FixedPlanner());
    }

    @Override
    public AddressReports examine(HostDefinition host, ProviderContext context, Examination examination) {
        examination.good("places", "folders");
        host.settings().find(AILMENT).ifPresent(ailment -> examination.bad("health", ailment, "Take two days off"));
        return AddressReports.NONE;
    }

    private static HostFolder folder(HostDefinition host) {
        return new HostFolder(Path.of(host.settings().get(FOLDER)));
    }

    private record FolderHost(HostLifecycle lifecycle, Optional<FolderConsole> console) implements CloudHost {

        @Override
        public void setup() {
            lifecycle.setup();
        }

        @Override
        public void teardown() {
            lifecycle.teardown();
        }

        @Override
        public String getHostName() {
            lifecycle.requireUp();
            return ADDRESS;
        }

        @Override
        public int getPort(int port) {
            lifecycle.requireUp();
            return port;
        }

        @Override
        public <T> Optional<T> capability(Class<T> type) {
            return console.filter(type::isInstance).map(type::cast);
        }
    }

    private record CloneStep(HostFolder folder, HostRecord host, String teardown, Optional<FolderConsole> console)
            implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.CLONE;
        }

        @Override
        public String perform() {
            folder.put(host);
            console.ifPresent(FolderConsole::write);
            return host.name() + " from " + host.base();
        }

        @Override
        public void undo() {
            if (teardown.equals("fail")) {
                throw new CloudHostException(host.name() + " cannot be removed: it is held");
            }
            folder.remove(host.name());
        }
    }

    private record AddressStep(String setup) implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.ADDRESS;
        }

        @Override
        public String perform() throws InterruptedException {
            switch (setup) {
                case "fail" -> throw new CloudHostException("no address after 30 s");
                case "hang" -> new CountDownLatch(1).await();
                default -> {
                    // An address at once.
                }
            }
            return ADDRESS + " from a file";
        }
    }

    private static final class FixedPlanner implements HostPlanner {

        @Override
        public HostPlan plan(HostDefinition host) {
            return plan(host.label(), host.settings().find(REFUSE));
        }

        @Override
        public HostPlan plan(HostDefinition host, byte[] description) {
            return plan(
                    "clone",
                    new String(description, StandardCharsets.UTF_8).contains("hostdev")
                            ? Optional.of("hostdev 0")
                            : Optional.empty());
        }

        private static HostPlan plan(String label, Optional<String> refused) {
            Decision name = new Decision("name", Verdict.REWRITTEN, "a clone has a name of its own", Optional.empty());
            Decision cpu = new Decision("cpu", Verdict.KEPT, "as the base has it", Optional.empty());
            Decision disk = new Decision("disk sda", Verdict.SHARED, "a read-only CD-ROM", Optional.empty());
            List<Decision> decisions = refused.map(element -> new Decision(
                            element, Verdict.REFUSED, "a device has one owner", Optional.of("Detach it from the base")))
                    .map(refusal -> List.of(name, cpu, refusal, disk))
                    .orElse(List.of(name, cpu, disk));
            return new HostPlan(
                    label + "-1", "tiny-base", decisions, "<domain>\n  <name>" + label + "-1</name>\n</domain>\n");
        }
    }
}
