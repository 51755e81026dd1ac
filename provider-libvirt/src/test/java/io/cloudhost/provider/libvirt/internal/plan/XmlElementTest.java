package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlElementTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16"})
    void readsADocumentInTheEncodingThatItNames(String encoding) {
        byte[] document = ("<?xml version='1.0' encoding='" + encoding + "'?><name>Größe</name>")
                .getBytes(Charset.forName(encoding));

        assertThat(XmlElement.parse(document).text()).contains("Größe");
    }

    @Test
    void readsADocumentThatBeginsWithAByteOrderMark() {
        byte[] document = "\uFEFF<name>Größe</name>".getBytes(StandardCharsets.UTF_8);

        assertThat(XmlElement.parse(document).text()).contains("Größe");
    }
}
