package io.cloudhost.junit.jupiter;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Knows the classes that a test class is nested in, as JUnit sees it: a static class is nested in none. */
final class EnclosingClasses {

    private EnclosingClasses() {}

    /** Returns them from the outermost to the class itself. */
    static List<Class<?>> of(Class<?> testClass) {
        Deque<Class<?>> classes = new ArrayDeque<>(List.of(testClass));
        while (isInner(classes.getFirst())) {
            classes.addFirst(classes.getFirst().getEnclosingClass());
        }
        return List.copyOf(classes);
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }
}
