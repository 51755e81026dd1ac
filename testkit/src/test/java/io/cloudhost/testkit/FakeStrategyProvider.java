package io.cloudhost.testkit;

import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** A strategy that does all that the contract asks: it looks into a {@link FakeOracle}. */
public class FakeStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<String> ORACLE = SettingKey.text("oracle", "Whom to ask.");
    static final SettingKey<Secret> SPELL = SettingKey.secret("spell", "What opens its mouth.");
    static final SettingKey<String> GREETING = SettingKey.text("greeting", "What to say first.");
    static final SettingKey<Duration> PAUSE = SettingKey.duration("pause", "How long to think.");

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(ORACLE, SPELL, GREETING, PAUSE);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return new FakeStrategy(FakeOracle.named(settings.get(ORACLE)), settings.get(SPELL));
    }

    /** Keeps the contract; subclasses break it. */
    static class FakeStrategy implements IpLookupStrategy {

        final FakeOracle oracle;
        final Secret spell;
        private volatile boolean closed;

        FakeStrategy(FakeOracle oracle, Secret spell) {
            this.oracle = oracle;
            this.spell = spell;
        }

        @Override
        public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            oracle.ask();
            if (oracle.isSilent()) {
                // Nobody ever puts anything into this queue.
                new SynchronousQueue<>().poll(request.remaining().toNanos(), TimeUnit.NANOSECONDS);
                throw IpLookupException.transientFailure("the oracle is silent", null);
            }
            return oracle.address()
                    .filter(address -> request.objectionTo(address).isEmpty());
        }

        @Override
        public String question(IpLookupRequest request) {
            return "the oracle, about " + request.name();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
