package io.cloudhost.junit.jupiter;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.ProviderContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Has hosts that only write to the journal. */
public final class FakeProvider implements CloudHostProvider {

    enum Failure {
        NOTHING,
        SETUP,
        TEARDOWN,
        EVIDENCE,
        /** The setup waits until it is interrupted. */
        NEVER_UP
    }

    enum Answer {
        YES,
        NO,
        NEVER
    }

    private static final SettingKey<Failure> FAILS = SettingKey.choice("fails", "What fails.", Failure.class);
    private static final SettingKey<String> NOTE = SettingKey.text("note", "What the journal says of it.");
    private static final SettingKey<Integer> TOGETHER =
            SettingKey.scalar("together", "number", "How many setups wait for each other.", Integer::valueOf);
    private static final SettingKey<String> PLACE = SettingKey.text("place", "Where it is made.");
    private static final SettingKey<Answer> ANSWERS =
            SettingKey.choice("answers", "Whether that place answers.", Answer.class);

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(FAILS, NOTE, TOGETHER, PLACE, ANSWERS);
    }

    @Override
    public boolean claims(Settings host) {
        return false;
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        Settings settings = host.settings();
        return new FakeHost(
                host.label(),
                settings.find(FAILS).orElse(Failure.NOTHING),
                settings.find(NOTE).map(note -> " (" + note + ")").orElse(""),
                settings.find(TOGETHER).orElse(1),
                context);
    }

    @Override
    public Optional<HostInventory> inventory(HostDefinition host) {
        Answer answer = host.settings().find(ANSWERS).orElse(Answer.YES);
        return host.settings().find(PLACE).map(place -> new FakeInventory(place, answer));
    }

    private record FakeInventory(String place, Answer answer) implements HostInventory {

        @Override
        public List<HostRecord> list() {
            Journal.write("asked " + place);
            return switch (answer) {
                case YES -> List.of();
                case NO -> throw new CloudHostException("nobody listens");
                case NEVER -> hang();
            };
        }

        private static List<HostRecord> hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new CloudHostException("was given up");
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            Journal.write("left " + place);
        }
    }
}
