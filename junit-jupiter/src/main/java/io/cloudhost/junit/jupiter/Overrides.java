package io.cloudhost.junit.jupiter;

import io.cloudhost.api.CloudHosts;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

    /** Returns those of a class: of the classes around it, of its superclasses, and its own. */
    static Overrides of(Class<?> testClass) {
        return new Overrides(EnclosingClasses.of(testClass).stream()
                .flatMap(Overrides::superclassesFirst)
                .flatMap(Overrides::declared)
                .map(annotation -> String.join("\n", annotation.settings()))
                .filter(text -> !text.isBlank())
                .distinct()
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

    private static Stream<Class<?>> superclassesFirst(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            types.add(each);
        }
        Collections.reverse(types);
        return types.stream();
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
