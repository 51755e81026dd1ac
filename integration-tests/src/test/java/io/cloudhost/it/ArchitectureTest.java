package io.cloudhost.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the modules, as the design states them: {@code api → core ← adapters}. */
@AnalyzeClasses(packages = "io.cloudhost", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CORE = "io.cloudhost.core..";
    private static final String[] JDK_AND_LOGGING = {
        "java..", "javax..", "org.w3c.dom..", "org.xml.sax..", "org.slf4j..", "org.jspecify.."
    };

    @ArchTest
    static final ArchRule coreNeedsOnlyTheJdkAndLogging = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK_AND_LOGGING).or(resideInAPackage(CORE)));

    @ArchTest
    static final ArchRule apiKnowsNoAdapter = onlyOursFrom("io.cloudhost.api..", CORE);

    @ArchTest
    static final ArchRule libvirtKnowsNoOtherAdapter = onlyOursFrom("io.cloudhost.provider.libvirt..", CORE);

    /** The one adapter that uses another: connecting over SSH, with its keys and its rules for them, is to be there once. */
    @ArchTest
    static final ArchRule strategySshKnowsOnlyTheAdapterForSsh =
            onlyOursFrom("io.cloudhost.ip.ssh..", CORE, "io.cloudhost.ssh..");

    @ArchTest
    static final ArchRule guestShellKnowsNoOtherAdapter = onlyOursFrom("io.cloudhost.ssh..", CORE);

    @ArchTest
    static final ArchRule strategyDnsKnowsNoOtherAdapter = onlyOursFrom("io.cloudhost.ip.dns..", CORE);

    @ArchTest
    static final ArchRule strategyStaticKnowsNoOtherAdapter = onlyOursFrom("io.cloudhost.ip.fixed..", CORE);

    @ArchTest
    static final ArchRule testkitKnowsNoAdapter = onlyOursFrom("io.cloudhost.testkit..", CORE);

    @ArchTest
    static final ArchRule commandLineKnowsNoAdapter = onlyOursFrom("io.cloudhost.cli..", CORE, "io.cloudhost.api..");

    @ArchTest
    static final ArchRule jupiterExtensionKnowsNoAdapter =
            onlyOursFrom("io.cloudhost.junit.jupiter..", CORE, "io.cloudhost.api..");

    @ArchTest
    static final ArchRule guiceIsTheApisOwn = noClasses()
            .that()
            .resideOutsideOfPackage("io.cloudhost.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..");

    @ArchTest
    static final ArchRule libvirtIsTouchedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.cloudhost.provider.libvirt.internal.hypervisor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.libvirt..", "com.sun.jna..");

    @ArchTest
    static final ArchRule thePlanKnowsNoHypervisor = noClasses()
            .that()
            .resideInAPackage("io.cloudhost.provider.libvirt.internal.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cloudhost.provider.libvirt", "io.cloudhost.provider.libvirt.internal.hypervisor..");

    @ArchTest
    static final ArchRule noThirdPartyTypeInAPublicSignature = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(not(resideInAPackage("..internal..")))
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    CORE, "io.cloudhost.api..", "io.cloudhost.ip..", "io.cloudhost.provider..", "io.cloudhost.ssh..")
            .should()
            .haveRawReturnType(oursOrTheJdks())
            .andShould()
            .notHaveRawParameterTypes(not(allOursOrTheJdks()));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.cloudhost.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.cloudhost.core.MonotonicClock")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .that()
            .resideOutsideOfPackage("io.cloudhost.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static ArchRule onlyOursFrom(String subject, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(subject)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.cloudhost.."))
                        .or(resideInAPackage(subject))
                        .or(resideInAnyPackage(allowed)));
    }

    private static DescribedPredicate<JavaClass> oursOrTheJdks() {
        return DescribedPredicate.describe(
                "ours or the JDK's",
                type -> type.getBaseComponentType().isPrimitive()
                        || type.getBaseComponentType().getPackageName().startsWith("java")
                        || type.getBaseComponentType().getPackageName().startsWith("io.cloudhost"));
    }

    private static DescribedPredicate<java.util.List<JavaClass>> allOursOrTheJdks() {
        return DescribedPredicate.describe(
                "ours or the JDK's", types -> types.stream().allMatch(oursOrTheJdks()));
    }
}
