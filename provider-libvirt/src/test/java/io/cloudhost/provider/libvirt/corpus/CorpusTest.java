package io.cloudhost.provider.libvirt.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every domain of the corpus becomes a clone that shares nothing that it must not, or is refused with the reason. */
class CorpusTest {

    /** The violations of a copy that could be made good by a new name and new addresses. */
    private static final Pattern EVERY_COPY_HAS =
            Pattern.compile("(@id|name|uuid|hwuuid|title|genid|sysinfo|devices/interface\\S*/mac/).*");

    private final Plans plans = new Plans();
    private final Plans naming = Plans.naming();

    @TestFactory
    Stream<DynamicTest> becomesAsItsFirstLineSays() {
        return CorpusFile.all().stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), file.path().toUri(), () -> check(file)));
    }

    /** Else the first line, the checker, or both would be wrong. */
    @TestFactory
    Stream<DynamicTest> findsWhatIsRefusedInACopy() {
        return CorpusFile.all().stream()
                .filter(file -> !file.isCloned())
                .map(file -> DynamicTest.dynamicTest(
                        file.name(),
                        file.path().toUri(),
                        () -> assertThat(CloneChecker.shared(file.xml(), file.xml()))
                                .anyMatch(violation ->
                                        !EVERY_COPY_HAS.matcher(violation).matches())));
    }

    @TestFactory
    Stream<DynamicTest> isToldItsNameWhereItsMachineCanBe() {
        return CorpusFile.all().stream()
                .filter(CorpusFile::isCloned)
                .map(file -> DynamicTest.dynamicTest(file.name(), file.path().toUri(), () -> checkNamed(file)));
    }

    @Test
    void hasAFileForEachThing() {
        List<CorpusFile> files = CorpusFile.all();

        assertThat(files).hasSizeGreaterThan(250);
        assertThat(files).filteredOn(CorpusFile::isCloned).hasSizeGreaterThan(150);
        assertThat(files)
                .extracting(file -> Xml.write(Xml.parse(file.xml()).getOwnerDocument()))
                .doesNotHaveDuplicates();
    }

    private void check(CorpusFile file) {
        HostPlan plan = plans.of(file.xml());

        List<String> refused =
                Plans.refusals(plan).stream().map(Decision::element).toList();
        if (file.isCloned()) {
            assertThat(refused).as("refused").isEmpty();
            assertThat(CloneChecker.violations(file.xml(), plan.description())).isEmpty();
        } else {
            Plans.assertRefusalsExplained(plan);
            assertThat(file.refused())
                    .allSatisfy(expected -> assertThat(refused).anyMatch(element -> names(element, expected)));
        }
    }

    private void checkNamed(CorpusFile file) {
        HostPlan plan = naming.of(file.xml());

        if (GuestNameCheck.canBeTold(Xml.parse(file.xml()))) {
            assertThat(Plans.refusals(plan)).isEmpty();
            assertThat(CloneChecker.violationsOfNamed(file.xml(), plan.description()))
                    .isEmpty();
        } else {
            Plans.assertRefusalsExplained(plan);
            assertThat(plan.isRefused()).isTrue();
        }
    }

    /** How an element is called is the plan's affair, as long as it is to be known. */
    private static boolean names(String element, String expected) {
        String lower = element.toLowerCase(Locale.ROOT);
        return Stream.of(expected.split(" ", -1)).allMatch(lower::contains);
    }
}
