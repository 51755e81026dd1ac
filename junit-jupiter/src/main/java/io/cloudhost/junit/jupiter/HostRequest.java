package io.cloudhost.junit.jupiter;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What one {@link Host} asks for.
 *
 * @param label the host's label
 * @param name what tells it from others of its label; may be empty
 * @param scope never {@link HostScope#BY_PLACE}
 */
record HostRequest(String label, String name, HostScope scope) {

    /** Returns all that a class and its superclasses ask for. */
    static Stream<HostRequest> allOf(Class<?> testClass) {
        Stream<HostRequest> fields =
                ReflectionSupport.findFields(testClass, field -> true, HierarchyTraversalMode.TOP_DOWN).stream()
                        .flatMap(field -> of(field).stream());
        Stream<Executable> methods =
                ReflectionSupport.findMethods(testClass, method -> true, HierarchyTraversalMode.TOP_DOWN).stream()
                        .map(Executable.class::cast);
        Stream<Executable> constructors = Arrays.stream(testClass.getDeclaredConstructors());
        return Stream.concat(
                fields, Stream.concat(constructors, methods).flatMap(executable -> of(executable).stream()));
    }

    /** Returns what the parameters ask for. */
    static List<HostRequest> of(Executable executable) {
        return Arrays.stream(executable.getParameters())
                .flatMap(parameter -> of(parameter).stream())
                .toList();
    }

    /** Returns what a parameter asks for. */
    static Optional<HostRequest> of(Parameter parameter) {
        Executable executable = parameter.getDeclaringExecutable();
        return of(parameter, isForEachTest(executable), parameter + " of " + executable);
    }

    /** Returns what a field asks for. */
    static Optional<HostRequest> of(Field field) {
        return of(field, !Modifier.isStatic(field.getModifiers()), field.toString());
    }

    /** Names the host for people. */
    String id() {
        return name.isEmpty() ? label : label + " (" + name + ")";
    }

    private static Optional<HostRequest> of(AnnotatedElement element, boolean forEachTest, String place) {
        return AnnotationSupport.findAnnotation(element, Host.class)
                .map(host -> new HostRequest(host.value(), host.name(), scope(host, forEachTest, place)));
    }

    private static HostScope scope(Host host, boolean forEachTest, String place) {
        if (host.scope() == HostScope.METHOD && !forEachTest) {
            throw new ExtensionConfigurationException(
                    "@Host(\"" + host.value() + "\") has the scope METHOD, and " + place
                            + " belongs to no single test. Give it the scope CLASS or SUITE, or ask for the host in a test, in a"
                            + " @BeforeEach method, or in a field that is not static");
        }
        if (host.scope() != HostScope.BY_PLACE) {
            return host.scope();
        }
        return forEachTest ? HostScope.METHOD : HostScope.CLASS;
    }

    private static boolean isForEachTest(Executable executable) {
        return Stream.of(Testable.class, BeforeEach.class, AfterEach.class)
                .anyMatch(annotation -> AnnotationSupport.isAnnotated(executable, annotation));
    }
}
