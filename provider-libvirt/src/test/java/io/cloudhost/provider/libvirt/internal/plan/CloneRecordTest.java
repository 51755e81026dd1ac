package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProcessMark;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloneRecordTest {

    private static final UUID CLONE = UUID.fromString("00000000-0000-4000-8000-000000000009");

    private static final CloneRecord RECORD = new CloneRecord(
            CLONE,
            new Provenance(
                    "a \"label\" & more",
                    "base",
                    new Owner(UUID.fromString("00000000-0000-4000-8000-000000000001"), "me", "here", 42),
                    Lifetime.DETACHED,
                    Instant.parse("2026-01-02T03:04:05.678Z")),
            List.of(new VolumeName("p", "c-vda.qcow2"), new VolumeName("q", "c-vdb.qcow2")),
            Optional.of(new CloneRecord.Address(
                    IpLiteral.parse("198.51.100.7").orElseThrow(), Optional.of(new MacAddress("52:54:00:12:34:56")))),
            List.of(new DiskFingerprint("vda", "/pool/a & b", "0a1b")),
            Optional.empty(),
            false);

    @Test
    void isReadBackAsItWasWritten() {
        assertThat(CloneRecord.of(domainWith(RECORD.toXml()))).contains(RECORD);
    }

    @Test
    void isReadWhereItWasWrittenBeforeThereWereFingerprints() {
        String old = RECORD.toXml().replaceAll("<fingerprint [^>]*>", "");
        assertThat(old).isNotEqualTo(RECORD.toXml());

        assertThat(CloneRecord.of(domainWith(old))).contains(RECORD.withFingerprints(List.of()));
    }

    @Test
    void saysWhoVouchesForTheCloneAndUntilWhen() {
        Owner owner = new Owner(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                "me",
                "here",
                42,
                Optional.of(Instant.parse("2026-01-02T03:00:00Z")),
                Optional.of(new ProcessMark("04d851b8", "pid:[4026531836] time:[4026531834]", 2350623)));
        CloneRecord vouchedFor = new CloneRecord(
                        CLONE,
                        new Provenance("l", "base", owner, Lifetime.DETACHED, Instant.EPOCH),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        false)
                .vouchedFor(new Expiry(Instant.parse("2026-01-02T03:34:05.678Z"), Duration.ofMinutes(1)));

        assertThat(vouchedFor.provenance().lifetime()).isEqualTo(Lifetime.SESSION);
        assertThat(vouchedFor.toXml())
                .contains(" expiry=\"2026-01-02T03:34:05.678Z\"", " renewal=\"PT1M\"", " boot=\"04d851b8\"");
        assertThat(CloneRecord.of(domainWith(vouchedFor.toXml()))).contains(vouchedFor);
        assertThat(CloneRecord.of(domainWith(vouchedFor.removing().toXml())))
                .contains(vouchedFor.removing())
                .hasValueSatisfying(record -> assertThat(record.ending()).isTrue());
    }

    @Test
    void saysThatACloneIsToStay() {
        CloneRecord detached = RECORD.vouchedFor(new Expiry(Instant.EPOCH, Duration.ofMinutes(1)))
                .detached();

        assertThat(detached).isEqualTo(RECORD);
        assertThat(detached.toXml()).doesNotContain("expiry", "renewal", "ending", "started", "boot");
    }

    @ParameterizedTest
    @CsvSource({
        "renewal=\"PT1M\", renewal=\"PT0S\", not an interval to renew something at: PT0S",
        "renewal=\"PT1M\", other=\"PT1M\", <clone> has no 'renewal'",
        "expiry=\"1970, expiry=\"X, Text 'X-01-01T00:00:00Z' could not be parsed at index 0"
    })
    void anExpiryThatCannotBeUnderstoodIsNotTakenForNone(String written, String broken, String complaint) {
        String xml = RECORD.vouchedFor(new Expiry(Instant.EPOCH, Duration.ofMinutes(1)))
                .toXml()
                .replace(written, broken);

        assertThatThrownBy(() -> CloneRecord.of(domainWith(xml)))
                .hasMessage("the cloudhost metadata cannot be understood: " + complaint);
    }

    @Test
    void isNotFoundWhereADomainIsNotOurs() {
        assertThat(CloneRecord.of(XmlElement.parse("<domain/>"))).isEmpty();
        assertThat(CloneRecord.of(domainWith("<x:clone xmlns:x='https://example.org/other' label='l'/>")))
                .isEmpty();
    }

    @Test
    void saysNothingOfADomainThatItWasCopiedTo() {
        XmlElement copy = XmlElement.parse(
                domainWith(RECORD.toXml()).toXml().replace("<uuid>" + CLONE, "<uuid>" + new UUID(0, 1)));

        assertThat(CloneRecord.of(copy)).isEmpty();
    }

    @Test
    void saysWhatCannotBeUnderstood() {
        String broken = RECORD.toXml().replace("created=\"2026-01-02T03:04:05.678Z\"", "created=\"yesterday\"");

        assertThatThrownBy(() -> CloneRecord.of(domainWith(broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the cloudhost metadata cannot be understood: Text 'yesterday' could not be parsed at index 0");
        assertThatThrownBy(() -> CloneRecord.of(domainWith(RECORD.toXml().replace(" label=", " label2="))))
                .hasMessage("the cloudhost metadata cannot be understood: <clone> has no 'label'");
    }

    private static XmlElement domainWith(String metadata) {
        // As libvirt does with what it is given.
        String named = metadata.replace("<clone ", "<cloudhost:clone xmlns:cloudhost='" + CloneRecord.NAMESPACE + "' ")
                .replace("</clone>", "</cloudhost:clone>")
                .replace("<owner ", "<cloudhost:owner ");
        return XmlElement.parse("<domain><uuid>" + CLONE + "</uuid><metadata>" + named + "</metadata></domain>");
    }
}
