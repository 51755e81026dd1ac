package io.cloudhost.junit.jupiter;

import io.cloudhost.api.CloudHosts;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The settings of a test class over those of the files.
 *
 * @param texts HOCON; the later one wins
 */
record Overrides(List<String> texts) {

    /** Returns those of a test's class: of the classes around it, of what these extend and implement, and its own. */
    static Overrides of(ExtensionContext context) {
        return new Overrides(Contexts.ofClasses(context).stream()
                .map(ExtensionContext::getRequiredTestClass)
                .flatMap(Overrides::supertypesFirst)
                .distinct()
                .flatMap(Overrides::declared)
                .map(annotation -> String.join("\n", annotation.settings()))
                .filter(text -> !text.isBlank())
                .toList());
    }

    /** Returns the hosts with these settings; one instance for the whole run. */
    CloudHosts hosts(ExtensionContext context) {
        return Stores.ofRun(context).getOrComputeIfAbsent(this, Overrides::load, CloudHosts.class);
    }

    private CloudHosts load() {
        CloudHosts.Builder builder = CloudHosts.builder();
        texts.forEach(builder::settings);
        return builder.build();
    }

    private static Stream<Class<?>> supertypesFirst(Class<?> type) {
        Stream<Class<?>> supertypes =
                Stream.concat(Arrays.stream(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()));
        return Stream.concat(supertypes.flatMap(Overrides::supertypesFirst), Stream.of(type));
    }

    /** Finds what stands on the class itself, also by way of another annotation. */
    private static Stream<CloudHostTest> declared(Class<?> type) {
        return Arrays.stream(type.getDeclaredAnnotations()).map(Overrides::find).flatMap(Optional::stream);
    }

    private static Optional<CloudHostTest> find(Annotation annotation) {
        return annotation instanceof CloudHostTest found
                ? Optional.of(found)
                : AnnotationSupport.findAnnotation(annotation.annotationType(), CloudHostTest.class);
    }
}
