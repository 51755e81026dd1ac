package io.cloudhost.testkit;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** A check that does all that the contract asks: a {@link FakeOracle} that knows an address says that the machine is ready. */
public class FakeCheckProvider implements ReadinessCheckProvider {

    static final SettingKey<String> ORACLE = SettingKey.text("oracle", "Whom to ask.");
    static final SettingKey<Secret> SPELL = SettingKey.secret("spell", "What opens its mouth.");

    @Override
    public String name() {
        return "Omen";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(ORACLE, SPELL);
    }

    @Override
    public SettingKey<?> mainKey() {
        return ORACLE;
    }

    @Override
    public ReadinessCheck create(Settings settings) {
        return new FakeCheck(FakeOracle.named(settings.get(ORACLE)), settings.get(SPELL));
    }

    /** Keeps the contract; subclasses break it. */
    static class FakeCheck implements ReadinessCheck {

        final FakeOracle oracle;
        final Secret spell;

        FakeCheck(FakeOracle oracle, Secret spell) {
            this.oracle = oracle;
            this.spell = spell;
        }

        @Override
        public String description() {
            return "omen of " + oracle.name();
        }

        @Override
        public Readiness look(ReadinessRequest request) throws InterruptedException {
            oracle.ask();
            if (oracle.isSilent()) {
                // Nobody ever puts anything into this queue.
                new SynchronousQueue<>().poll(request.remaining().toNanos(), TimeUnit.NANOSECONDS);
                return Readiness.notYet("the oracle is silent");
            }
            return oracle.address().isPresent() ? Readiness.ready("a good omen") : Readiness.notYet("no omen");
        }
    }
}
