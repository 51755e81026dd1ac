package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlElementTest {

    @Test
    void keepsWhatIsNoElementAsItWas() {
        String xml = "<a><!-- why --><b c=\"&lt;&amp;&quot;\">x &amp; \u00e4</b>\n  <?pi data?><d/></a>";

        assertThat(XmlElement.parse(xml).toXml()).isEqualTo(xml);
    }

    @Test
    void readsTextOfAllKindsStripped() {
        assertThat(XmlElement.parse("<a>\n <![CDATA[b & ]]>c\n</a>").text()).contains("b & c");
        assertThat(XmlElement.parse("<a> </a>").text()).isEmpty();
    }

    @Test
    void takesAnEmptyAttributeForNone() {
        XmlElement element = XmlElement.parse("<a b='' c='1'/>");

        assertThat(element.attribute("b")).isEmpty();
        assertThat(element.attribute("c")).contains("1");
    }

    @Test
    void tellsElementsOfOthersFromLibvirts() {
        XmlElement element = XmlElement.parse("<a xmlns:x='https://example.org/x'><x:b x:c='1'/><b d='2'/></a>");

        assertThat(element.children()).hasSize(2);
        assertThat(element.children("b"))
                .singleElement()
                .satisfies(b -> assertThat(b.attribute("d")).contains("2"));
        assertThat(element.children().get(0).namespace()).isEqualTo("https://example.org/x");
        assertThat(element.children().get(0).is("b")).isFalse();
        assertThat(element.children().get(0).attributes()).isEqualTo(Map.of("c", "1"));
        assertThat(element.attributes()).isEmpty();
    }

    @Test
    void visitsItselfAndAllThatIsBelow() {
        assertThat(XmlElement.parse("<a><b><c/></b><d/></a>").descendants().map(XmlElement::name))
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void leavesNoGapWhereAnElementWas() {
        XmlElement element = XmlElement.parse("<a>\n  <b/>\n  <c/>\n</a>");
        XmlElement removed = element.child("b").orElseThrow();

        removed.remove();

        assertThat(element.toXml()).isEqualTo("<a>\n  <c/>\n</a>");
        assertThat(removed.isRemoved()).isTrue();
        assertThat(element.child("c").orElseThrow().isRemoved()).isFalse();
    }

    @Test
    void isEmptiedOfAttributesTextAndElements() {
        XmlElement element = XmlElement.parse("<a b='1' c='2'>text<d/></a>");

        element.clear();

        assertThat(element.toXml()).isEqualTo("<a/>");
    }

    @Test
    void findsAChildBeforeItMakesOne() {
        XmlElement element = XmlElement.parse("<a><b c='1'/></a>");

        element.childOrNew("b").setAttribute("c", "2");
        element.childOrNew("d").setText("<");

        assertThat(element.toXml()).isEqualTo("<a><b c=\"2\"/><d>&lt;</d></a>");
    }

    @Test
    void copiesSoThatTheOriginalStays() {
        XmlElement element = XmlElement.parse("<a b='1'/>");

        element.copy().setAttribute("b", "2");

        assertThat(element.attribute("b")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<a>", "<a/><b/>", "<x:a/>", "text"})
    void refusesWhatIsNotWellFormed(String xml) {
        assertThatThrownBy(() -> XmlElement.parse(xml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not well-formed XML: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><a/>",
                "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"
            })
    void refusesDocumentTypesAndWithThemEntities(String xml) {
        assertThatThrownBy(() -> XmlElement.parse(xml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOCTYPE is disallowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 3_000, 100_000})
    void refusesElementsThatAreNestedTooDeeply(int depth) {
        String xml = "<a>".repeat(depth) + "</a>".repeat(depth);

        assertThatThrownBy(() -> XmlElement.parse(xml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nested too deeply: more than 100 levels of elements");
    }

    @Test
    void readsElementsThatAreNestedDeeply() {
        String xml = "<a>".repeat(99) + "<a/>" + "</a>".repeat(99);

        assertThat(XmlElement.parse(xml).toXml()).isEqualTo(xml);
    }

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
