package io.cloudhost.junit.jupiter;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * A field that asks for a host.
 *
 * @param field the field, made accessible
 * @param request what it asks for
 */
record HostField(Field field, HostRequest request) {

    /** Returns those of a class and its superclasses. */
    static List<HostField> of(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(type, Host.class, field -> true, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .map(HostField::of)
                .toList();
    }

    private static HostField of(Field field) {
        HostRequest request = HostRequest.of(field).orElseThrow();
        if (Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@Host(\"" + request.label() + "\") cannot set " + field + ", which is final");
        }
        field.setAccessible(true);
        return new HostField(field, request);
    }

    boolean isStatic() {
        return Modifier.isStatic(field.getModifiers());
    }

    boolean isForEachTest() {
        return request.scope() == HostScope.METHOD;
    }

    /**
     * Sets the field.
     *
     * @param instance null for a static field
     */
    void set(@Nullable Object instance, ScopedHost host) {
        try {
            field.set(instance, host.as(field.getType()));
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("@Host(\"" + request.label() + "\") cannot set " + field, e);
        }
    }

    /** Explains that who runs at the same time would overwrite the field for each other. */
    ExtensionConfigurationException explainSharing(String others) {
        return new ExtensionConfigurationException(
                "@Host(\"" + request.label() + "\") cannot set " + field + ": " + others
                        + " run concurrently and share the field, and each has a host of its own. Take it as a parameter,"
                        + " or give it the scope SUITE");
    }
}
