package io.cloudhost.provider.libvirt.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.HostPlan;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every domain, on domains that nobody wrote: those of the corpus with devices of others. */
class PlanPropertyTest {

    /** The same in each run, so that a domain that a rule fails on can be looked at again. */
    private static final long SEED = 4711;

    private static final int TRIES = 250;
    private static final int MOST_DEVICES = 6;

    private final List<CorpusFile> corpus = CorpusFile.all();
    private final Plans plans = new Plans();
    private final Plans naming = Plans.naming();

    @Test
    void isRefusedWithReasonsOrSharesNothing() {
        mixturesOf(file -> true).forEach(base -> {
            HostPlan plan = plans.of(base);

            if (plan.isRefused()) {
                Plans.assertRefusalsExplained(plan);
            } else {
                assertThat(CloneChecker.violations(base, plan.description()))
                        .as(base)
                        .isEmpty();
            }
        });
    }

    @Test
    void isClonedWhereEachOfItsPartsIs() {
        mixturesOf(CorpusFile::isCloned).forEach(base -> {
            HostPlan plan = plans.of(base);

            assertThat(Plans.refusals(plan)).as(base).isEmpty();
            assertThat(CloneChecker.violations(base, plan.description()))
                    .as(base)
                    .isEmpty();
        });
    }

    @Test
    void clonesAClone() {
        mixturesOf(CorpusFile::isCloned).forEach(base -> {
            String clone = plans.of(base).description();

            HostPlan plan = plans.of(clone);

            assertThat(Plans.refusals(plan)).as(base).isEmpty();
            assertThat(CloneChecker.violations(clone, plan.description()))
                    .as(base)
                    .isEmpty();
            assertThat(CloneChecker.shared(base, plan.description())).as(base).isEmpty();
        });
    }

    @Test
    void decidesTheSameEachTime() {
        mixturesOf(file -> true)
                .forEach(base -> assertThat(verdicts(plans.of(base))).isEqualTo(verdicts(plans.of(base))));
    }

    @Test
    void givesTwoClonesNothingInCommon() {
        mixturesOf(CorpusFile::isCloned)
                .forEach(base -> assertThat(CloneChecker.shared(
                                plans.of(base).description(), plans.of(base).description()))
                        .as(base)
                        .isEmpty());
    }

    @Test
    void tellsTheGuestOfEachCloneItsOwnNameOrRefuses() {
        mixturesOf(CorpusFile::isCloned).forEach(base -> {
            HostPlan first = naming.of(base);
            assertThat(first.isRefused()).as(base).isNotEqualTo(GuestNameCheck.canBeTold(Xml.parse(base)));
            if (first.isRefused()) {
                Plans.assertRefusalsExplained(first);
                return;
            }

            HostPlan second = naming.of(first.description());

            assertThat(CloneChecker.violationsOfNamed(base, first.description()))
                    .as(base)
                    .isEmpty();
            assertThat(CloneChecker.violationsOfNamed(first.description(), second.description()))
                    .as(base)
                    .isEmpty();
        });
    }

    private Stream<String> mixturesOf(Predicate<CorpusFile> condition) {
        List<CorpusFile> files = corpus.stream().filter(condition).toList();
        List<Mixture.Device> devices =
                files.stream().flatMap(Mixture.Device::allOf).toList();
        Random random = new Random(SEED);
        return Stream.generate(() -> new Mixture(one(files, random), some(devices, random)).xml())
                .limit(TRIES);
    }

    private static List<Mixture.Device> some(List<Mixture.Device> devices, Random random) {
        return Stream.generate(() -> one(devices, random))
                .limit(random.nextInt(MOST_DEVICES + 1))
                .toList();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** The reasons name what is new in each clone. */
    private static List<String> verdicts(HostPlan plan) {
        return plan.decisions().stream()
                .map(decision -> decision.element() + " " + decision.verdict())
                .toList();
    }
}
