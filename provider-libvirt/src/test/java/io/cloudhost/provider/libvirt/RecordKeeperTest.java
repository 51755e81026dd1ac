package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the record of a clone says while the clone lives. The renewals that would come by themselves come too late. */
@LibvirtInstalled
@Timeout(120)
class RecordKeeperTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final CloneRecord.Address ADDRESS =
            new CloneRecord.Address(IpLiteral.parse("198.51.100.7").orElseThrow(), Optional.empty());

    private TestDriver driver;
    private Instant now = START;
    private RecordKeeper keeper;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        if (keeper != null) {
            keeper.release(driver.hypervisor());
        }
        driver.close();
    }

    @Test
    void theProcessVouchesForTheCloneFromItsDefinitionOn() {
        keep(Lifetime.SESSION, "30m", driver.hypervisor());

        assertThat(written().expiry()).contains(new Expiry(START.plusSeconds(1800), Duration.ofMinutes(1)));
    }

    @Test
    void eachRenewalVouchesForLonger() {
        keep(Lifetime.SESSION, "30m", driver.hypervisor());
        now = START.plusSeconds(60);

        keeper.renew();

        assertThat(written().expiry()).contains(new Expiry(START.plusSeconds(1860), Duration.ofMinutes(1)));
    }

    @Test
    void aRenewalChangesTheRecordAlsoWhereTheClockWasSetBack() {
        keep(Lifetime.SESSION, "30m", driver.hypervisor());
        now = START.minusSeconds(3600);

        keeper.renew();
        keeper.renew();

        assertThat(written().expiry())
                .contains(new Expiry(START.plusSeconds(1800).plusMillis(2), Duration.ofMinutes(1)));
    }

    @Test
    void aShortExpiryIsRenewedMoreOften() {
        keep(Lifetime.SESSION, "30s", driver.hypervisor());

        assertThat(written().expiry()).contains(new Expiry(START.plusSeconds(30), Duration.ofSeconds(1)));
    }

    @Test
    void aLongExpiryIsRenewedOftenEnoughForThoseWhoWatchIt() {
        keep(Lifetime.SESSION, "10h", driver.hypervisor());

        assertThat(written().expiry()).contains(new Expiry(START.plusSeconds(36000), Duration.ofMinutes(1)));
    }

    @Test
    void theAddressSurvivesTheRenewals() throws InterruptedException {
        keep(Lifetime.SESSION, "30m", driver.hypervisor());

        assertThat(keeper.addAddress(ADDRESS)).isEqualTo(written());
        keeper.renew();

        assertThat(written().address()).contains(ADDRESS);
        assertThat(written()).isEqualTo(keeper.record());
    }

    @Test
    void aSessionKeepsItsCloneWhenItIsUp() throws InterruptedException {
        keep(Lifetime.SESSION, "30m", driver.hypervisor());

        keeper.letGo();

        assertThat(written().provenance().lifetime()).isEqualTo(Lifetime.SESSION);
        assertThat(written().expiry()).isPresent();
    }

    @Test
    void aCloneThatIsToStayIsLetGoAndNotRenewedAnyMore() throws InterruptedException {
        keep(Lifetime.DETACHED, "30m", driver.hypervisor());
        assertThat(written().provenance().lifetime()).isEqualTo(Lifetime.SESSION);

        keeper.letGo();
        keeper.renew();

        assertThat(written().provenance().lifetime()).isEqualTo(Lifetime.DETACHED);
        assertThat(written().expiry()).isEmpty();
    }

    @Test
    void aRemovalIsSaidInTheRecordOfACloneThatWasLetGo() throws InterruptedException {
        keep(Lifetime.DETACHED, "30m", driver.hypervisor());
        keeper.letGo();

        keeper.release(driver.hypervisor());

        assertThat(written().ending()).isTrue();
    }

    @Test
    void aRemovalIsSaidAlsoWhereNobodyKnowsWhetherTheCloneWasLetGo() {
        boolean[] broken = {true};
        keep(Lifetime.DETACHED, "30m", new HypervisorView(driver.hypervisor()) {
            @Override
            public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                super.setMetadata(uuid, xml, prefix, namespace);
                if (broken[0]) {
                    throw new HypervisorException("the answer is lost", null);
                }
            }
        });
        assertThatThrownBy(keeper::letGo).hasMessage("the answer is lost");
        assertThat(written().provenance().lifetime()).isEqualTo(Lifetime.DETACHED);

        keeper.release(driver.hypervisor());

        assertThat(written().ending()).isTrue();
    }

    @Test
    void nothingIsWrittenOnceTheRemovalHasBegun() {
        keep(Lifetime.SESSION, "30m", driver.hypervisor());
        CloneRecord last = written();
        now = START.plusSeconds(60);

        keeper.release(driver.hypervisor());
        keeper.renew();

        assertThat(written()).isEqualTo(last);
    }

    @Test
    void theRemovalWaitsForARenewalThatIsBeingWritten() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        keep(Lifetime.SESSION, "30m", new HypervisorView(driver.hypervisor()) {
            @Override
            public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                writing.countDown();
                awaitQuietly(go);
                super.setMetadata(uuid, xml, prefix, namespace);
            }
        });
        now = START.plusSeconds(60);
        Thread renewal = new Thread(keeper::renew);
        renewal.start();
        writing.await();
        FutureTask<CloneRecord> removal = new FutureTask<>(() -> {
            keeper.release(driver.hypervisor());
            return written();
        });
        Thread remover = new Thread(removal);
        remover.start();
        while (remover.getState() != Thread.State.TIMED_WAITING) {
            assertThat(remover.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        go.countDown();

        assertThat(removal.get(60, TimeUnit.SECONDS).expiry().orElseThrow().time())
                .isEqualTo(START.plusSeconds(1860));
    }

    @Test
    void aCloneThatIsGoneIsNeitherMadeAnewNorRenewedAnyMore() {
        Map<String, Integer> calls = new HashMap<>();
        UUID clone = keep(Lifetime.SESSION, "30m", new HypervisorView(driver.hypervisor()) {
            @Override
            public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                calls.merge("setMetadata", 1, Integer::sum);
                super.setMetadata(uuid, xml, prefix, namespace);
            }
        });
        driver.hypervisor().undefine(clone);

        keeper.renew();

        assertThat(calls).containsEntry("setMetadata", 1);
        assertThat(driver.hypervisor().domainNames()).containsExactly("tiny-base");
    }

    @Test
    void aRenewalThatFailsIsTriedAgain() {
        boolean[] broken = {true};
        keep(Lifetime.SESSION, "30m", new HypervisorView(driver.hypervisor()) {
            @Override
            public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                if (broken[0]) {
                    throw new HypervisorException("broken on purpose", null);
                }
                super.setMetadata(uuid, xml, prefix, namespace);
            }
        });
        now = START.plusSeconds(60);
        keeper.renew();
        keeper.renew();
        assertThat(written().expiry().orElseThrow().time()).isEqualTo(START.plusSeconds(1800));

        broken[0] = false;
        keeper.renew();

        assertThat(written().expiry().orElseThrow().time()).isEqualTo(START.plusSeconds(1860));
    }

    @Test
    void anAddressThatCannotBeWrittenIsNotSaidLaterEither() {
        boolean[] broken = {true};
        keep(Lifetime.SESSION, "30m", new HypervisorView(driver.hypervisor()) {
            @Override
            public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                if (broken[0]) {
                    throw new HypervisorException("broken on purpose", null);
                }
                super.setMetadata(uuid, xml, prefix, namespace);
            }
        });

        assertThatThrownBy(() -> keeper.addAddress(ADDRESS)).hasMessage("broken on purpose");
        broken[0] = false;
        keeper.renew();

        assertThat(written().address()).isEmpty();
    }

    @Test
    void aCloneThatWasNeverDefinedNeedsNoWord() {
        keeper = new RecordKeeper(request("30m"), Lifetime.SESSION, new Renewals(), () -> now);

        keeper.release(driver.hypervisor());

        assertThatThrownBy(keeper::record)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the clone is not defined yet");
    }

    @Test
    void renewalsComeByThemselves() {
        now = START;
        CountDownLatch renewed = new CountDownLatch(2);
        keep(Lifetime.SESSION, "30s", new HypervisorView(driver.hypervisor()) {
            @Override
            public void setMetadata(UUID uuid, String xml, String prefix, String namespace) {
                super.setMetadata(uuid, xml, prefix, namespace);
                renewed.countDown();
            }
        });

        awaitQuietly(renewed);

        assertThat(written().expiry().orElseThrow().time()).isAfter(START.plusSeconds(30));
    }

    private UUID keep(Lifetime lifetime, String expiry, Hypervisor hypervisor) {
        UUID uuid = UUID.randomUUID();
        keeper = new RecordKeeper(request(expiry), lifetime, new Renewals(), () -> now);
        CloneRecord begun = keeper.begin(new CloneRecord(
                uuid,
                new Provenance("clone", "tiny-base", new Owner(new UUID(0, 1), "me", "here", 42), lifetime, START),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false));
        String metadata = begun.toXml()
                .replaceFirst("<clone ", "<c:clone xmlns:c='" + CloneRecord.NAMESPACE + "' ")
                .replace("</clone>", "</c:clone>");
        hypervisor.define("<domain type='test'><name>clone</name><uuid>" + uuid + "</uuid><metadata>" + metadata
                + "</metadata><memory>1024</memory><os><type>hvm</type></os></domain>");
        keeper.keep("clone", hypervisor);
        return uuid;
    }

    private static CloneRequest request(String expiry) {
        return CloneRequest.of(LibvirtCloudHostTest.definition(Map.of("expiry", expiry)));
    }

    private CloneRecord written() {
        return CloneRecord.of(XmlElement.parse(
                        driver.hypervisor().domain("clone").orElseThrow().xml()))
                .orElseThrow();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
