package io.cloudhost.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedListenerTest {

    static Stream<Method> allThatAListenerHearsOf() {
        return Stream.of(CloudHostListener.class.getMethods());
    }

    /** Its methods have bodies that do nothing, so that the compiler does not see one that is not handed on. */
    @ParameterizedTest
    @MethodSource("allThatAListenerHearsOf")
    void everythingIsHandedOn(Method event) throws ReflectiveOperationException {
        List<String> heard = new ArrayList<>();
        CloudHostListener listener = listener(method -> heard.add(method.getName()));

        event.invoke(new GuardedListener(listener), arguments(event));

        assertThat(heard).containsExactly(event.getName());
    }

    @ParameterizedTest
    @MethodSource("allThatAListenerHearsOf")
    void nothingIsThrown(Method event) {
        CloudHostListener listener = listener(method -> {
            throw new AssertionError("listener");
        });

        assertThatCode(() -> event.invoke(new GuardedListener(listener), arguments(event)))
                .doesNotThrowAnyException();
    }

    private static CloudHostListener listener(Consumer<Method> hearer) {
        return (CloudHostListener) Proxy.newProxyInstance(
                CloudHostListener.class.getClassLoader(),
                new Class<?>[] {CloudHostListener.class},
                (proxy, method, arguments) -> {
                    hearer.accept(method);
                    return null;
                });
    }

    private static Object[] arguments(Method event) {
        return Stream.of(event.getParameterTypes())
                .map(type -> {
                    if (type == String.class) {
                        return "text";
                    }
                    if (type == Duration.class) {
                        return Duration.ZERO;
                    }
                    return type == SetupPhase.class ? SetupPhase.CLONE : new IllegalStateException("no");
                })
                .toArray();
    }
}
