package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
            List.of(new DiskFingerprint("vda", "/pool/a & b", "0a1b")));

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
