package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class SearchPathTest {

    private final List<Name> domains = names("one.example.", "two.example.");
    private final SearchPath path = SearchPath.usual(domains, 1);

    @Test
    void nameWithoutADotIsAskedForAsItIsLast() {
        assertThat(path.candidates(name("web"))).isEqualTo(names("web.one.example.", "web.two.example.", "web."));
    }

    @Test
    void nameWithADotIsAskedForAsItIsFirst() {
        assertThat(path.candidates(name("web.lab")))
                .isEqualTo(names("web.lab.", "web.lab.one.example.", "web.lab.two.example."));
    }

    @Test
    void moreDotsMayBeWanted() {
        assertThat(SearchPath.usual(names("example."), 2).candidates(name("web.lab")))
                .isEqualTo(names("web.lab.example.", "web.lab."));
    }

    @Test
    void nameWithoutADotIsAskedForNowhereElseThanInTheDomainsThatAreGiven() {
        SearchPath given = SearchPath.only(domains);

        assertThat(given.candidates(name("web"))).isEqualTo(names("web.one.example.", "web.two.example."));
        assertThat(given.candidates(name("web.lab")))
                .isEqualTo(names("web.lab.", "web.lab.one.example.", "web.lab.two.example."));
    }

    @Test
    void nameIsAskedForAsItIsWhereNoDomainIsGiven() {
        assertThat(SearchPath.NONE.candidates(name("web"))).isEqualTo(names("web."));
        assertThat(SearchPath.NONE.candidates(name("web.lab"))).isEqualTo(names("web.lab."));
    }

    @Test
    void wholeNameIsAskedForAlone() {
        assertThat(path.candidates(name("web.lab."))).isEqualTo(names("web.lab."));
    }

    @Test
    void nameThatWouldGetTooLongIsLeftOut() {
        String part = "a23456789-123456789-123456789-123456789-123456789";
        Name almostTooLong = name(String.join(".", part, part, part, part, part));

        assertThat(path.candidates(almostTooLong)).isEqualTo(names(almostTooLong + "."));
    }

    private static List<Name> names(String... names) {
        return Stream.of(names).map(SearchPathTest::name).toList();
    }

    private static Name name(String name) {
        return Name.fromConstantString(name);
    }
}
